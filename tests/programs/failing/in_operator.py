# Ends in TypeError raised by the program in __add__, called by an operator in a function.
class Length:
    def __init__(self, n, unit):
        self.n = n
        self.unit = unit

    def __add__(self, other):
        for _ in range(2):
            if other.unit != self.unit:
                raise TypeError("%s and %s" % (self.unit, other.unit))
        return Length(self.n + other.n, self.unit)

    def __repr__(self):
        return "%d%s" % (self.n, self.unit)


def total(lengths):
    result = lengths[0]
    for length in lengths[1:]:
        result = result + length
        print(result)
    return result


print(total([Length(n, "m") for n in range(20)]))
print(total([Length(1, "m"), Length(2, "m"), Length(3, "ft")]))
