# Ends in TypeError raised in a closure that has been called many times with good values.
def accumulator(start):
    total = start

    def add(value):
        nonlocal total
        for _ in range(2):
            total += value
        return total

    return add


add = accumulator(100)
for n in range(30):
    add(n)
print("so far", add(0))
for value in (1, 2.5, "three", 4):
    print("adding", value)
    print(add(value))
