# Functions as values: closures that count, compose and fold, called through lists and dictionaries.
def counter(step):
    total = 0

    def add(n):
        nonlocal total
        total = (total + n * step) & 0xFFFFFF
        return total

    return add


def compose(f, g):
    def both(x):
        return f(g(x))

    return both


def fold(function, values, start):
    result = start
    for value in values:
        result = function(result, value)
    return result


def mix(a, b):
    return (a * 33 ^ b) & 0xFFFFFF


def main():
    counters = [counter(step) for step in (1, 3, 5)]
    chain = compose(compose(lambda x: x + 1, lambda x: x * 2), lambda x: x & 0xFFF)
    table = {"mix": mix, "most": lambda a, b: a if a > b else b}
    values = [n * 7 % 101 for n in range(60)]
    checksum = 0
    for n in range(400000):
        checksum ^= chain(counters[n % 3](n))
        if n % 40 == 0:
            checksum = table["mix"](checksum, fold(mix, values, n))
            checksum = table["most"](checksum, n)
    print(checksum)


main()
