# Ends in ZeroDivisionError raised in __next__ of an iterator class driven by a for loop.
class Ratios:
    def __init__(self, start):
        self.n = start

    def __iter__(self):
        return self

    def __next__(self):
        self.n -= 1
        return self.step(self.n)

    def step(self, n):
        return 100 // n


def show(ratios):
    total = 0
    for r in ratios:
        total += r
        print(ratios.n, r, total)
        if total > 10000:
            break
    return total


show(Ratios(40))
