# Ends in KeyError raised three nested functions down.
def outer(table):
    seen = []

    def middle(names):
        def inner(name):
            seen.append(name)
            return table[name]

        total = 0
        for name in names:
            total += inner(name)
            print(name, total)
        return total

    for round_number in range(4):
        print(round_number, middle(["a", "b", "c"]), len(seen))
    return middle(["a", "missing", "c"])


values = {}
for n, key in enumerate("abcdef"):
    values[key] = n * 10
print(outer(values))
