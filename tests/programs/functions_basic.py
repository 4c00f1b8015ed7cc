# Functions: defaults, mutable defaults, keyword-only, *args, **kwargs, recursion, mutual recursion, early returns.
def add(a, b=10, *rest, scale=1, **named):
    total = a + b
    for r in rest:
        total += r
    for name in sorted(named):
        print("  named", name, named[name])
        total += named[name]
    return total * scale


print(add(1))
print(add(1, 2))
print(add(1, 2, 3, 4, 5))
print(add(1, 2, 3, scale=3))
print(add(1, b=5, x=100, y=200))
print(add(*[1, 2, 3], **{"scale": 2, "k": 7}))
print(add(b=1, a=2))


def remember(item, seen=[]):
    seen.append(item)
    return len(seen), list(seen)


for word in ["one", "two", "three"]:
    print(remember(word))
print(remember("other", ["fresh"]))
print(remember("four"))


def counter(key, table={}):
    table[key] = table.get(key, 0) + 1
    return table[key]


for letter in "mississippi":
    print(letter, counter(letter), end=" ")
print()


def only(*, first, second="2"):
    return "%s/%s" % (first, second)


print(only(first=1), only(second=3, first=4))
try:
    only(1)
except TypeError:
    print("only() refused a positional argument")
try:
    only(second=1)
except TypeError:
    print("only() missed first")


def factorial(n):
    if n <= 1:
        return 1
    return n * factorial(n - 1)


print([factorial(n) for n in range(12)])


def is_even(n):
    if n == 0:
        return True
    return is_odd(n - 1)


def is_odd(n):
    if n == 0:
        return False
    return is_even(n - 1)


print([n for n in range(15) if is_even(n)], is_odd(31))


def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


print(ackermann(2, 3))


def find(items, wanted):
    for index, item in enumerate(items):
        if item == wanted:
            return index
    return -1


print(find("hello", "l"), find([1, 2, 3], 9))


def nothing():
    pass


def several(n):
    if n:
        return n, n * 2, [n] * 3


print(nothing(), several(0), several(4))


def apply(function, *args, **kwargs):
    return function(*args, **kwargs)


print(apply(add, 1, 2, 3, scale=5), apply(factorial, 6), apply(only, first="f"))


def hanoi(n, source, target, spare, moves):
    if n == 0:
        return 0
    left = hanoi(n - 1, source, spare, target, moves)
    moves.append(source + target)
    right = hanoi(n - 1, spare, target, source, moves)
    return left + 1 + right


moves = []
print(hanoi(5, "A", "C", "B", moves), " ".join(moves))


def pow_mod(base, exponent, modulus):
    result = 1
    base %= modulus
    while exponent:
        if exponent & 1:
            result = result * base % modulus
        base = base * base % modulus
        exponent >>= 1
    return result


print([pow_mod(3, e, 1000007) for e in range(0, 60, 7)])
