# Closures: late binding, shared cells, nonlocal, three levels, recursion of an inner function, closures in containers.
def make_counter(start=0, step=1):
    count = start

    def up():
        nonlocal count
        count += step
        return count

    def down():
        nonlocal count
        count -= step
        return count

    def peek():
        return count

    return up, down, peek


up, down, peek = make_counter(10, 3)
print(up(), up(), down(), peek())
up2, down2, peek2 = make_counter()
for _ in range(5):
    up2()
print(peek(), peek2())


def late():
    functions = []
    for i in range(4):
        functions.append(lambda: i)
    return [f() for f in functions]


def early():
    functions = []
    for i in range(4):
        functions.append(lambda i=i: i)
    return [f() for f in functions]


print(late(), early())


def outer(a):
    def middle(b):
        def inner(c):
            nonlocal a, b
            a += c
            b *= 2
            return a, b, c

        return inner

    return middle


inner = outer(1)(2)
print(inner(10), inner(20), inner(30))


def flatten(tree):
    result = []

    def walk(node, depth):
        if isinstance(node, list):
            for child in node:
                walk(child, depth + 1)
        else:
            result.append((depth, node))

    walk(tree, 0)
    return result


print(flatten([1, [2, [3, [4, 5]], 6], [[7]]]))


def account(balance):
    history = []

    def deposit(amount):
        nonlocal balance
        balance += amount
        history.append(("deposit", amount))
        return balance

    def withdraw(amount):
        nonlocal balance
        if amount > balance:
            history.append(("refused", amount))
            raise ValueError("short by %d" % (amount - balance))
        balance -= amount
        history.append(("withdraw", amount))
        return balance

    return {"deposit": deposit, "withdraw": withdraw, "history": lambda: list(history)}


mine = account(100)
yours = account(5)
print(mine["deposit"](50), yours["deposit"](5))
for amount in (30, 300, 120):
    try:
        print("left", mine["withdraw"](amount))
    except ValueError as e:
        print("refused:", e)
print(mine["history"]())
print(yours["history"]())


def compose(*functions):
    def composed(x):
        for function in functions:
            x = function(x)
        return x

    return composed


program = compose(lambda x: x + 1, lambda x: x * 10, compose(str, len), lambda n: "n=%d" % n)
print(program(5), program(99), program(12345))


def memoize(function):
    cache = {}
    hits = [0]

    def wrapper(n):
        if n in cache:
            hits[0] += 1
            return cache[n]
        cache[n] = function(n)
        return cache[n]

    return wrapper, hits


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


fib, hits = memoize(fib)
print(fib(40), hits)


def decorate(label):
    def decorator(function):
        def wrapped(*args):
            result = function(*args)
            print("%s(%s) = %s" % (label, ", ".join([str(a) for a in args]), result))
            return result

        return wrapped

    return decorator


@decorate("times")
def times(a, b):
    return a * b


@decorate("outer")
@decorate("inner")
def negate(a):
    return -a


print(times(times(2, 3), 4), negate(9))


def unbound_then_bound(flag):
    def read():
        return value

    if flag:
        value = "set"
    try:
        return read()
    except NameError:
        return "unset"


print(unbound_then_bound(True), unbound_then_bound(False))


def shared():
    cell = 0
    adders = []
    for n in range(1, 4):

        def add(k=n):
            nonlocal cell
            cell = cell * 10 + k
            return cell

        adders.append(add)
    return adders


adders = shared()
print([a() for a in adders] + [adders[1]()])


def parser(text):
    position = 0

    def peek():
        return text[position] if position < len(text) else ""

    def take():
        nonlocal position
        position += 1
        return text[position - 1]

    def number():
        digits = ""
        while peek() and peek() in "0123456789":
            digits += take()
        return int(digits)

    def factor():
        if peek() == "(":
            take()
            value = expression()
            take()
            return value
        return number()

    def term():
        value = factor()
        while peek() and peek() in "*/":
            if take() == "*":
                value *= factor()
            else:
                value //= factor()
        return value

    def expression():
        value = term()
        while peek() and peek() in "+-":
            if take() == "+":
                value += term()
            else:
                value -= term()
        return value

    return expression()


for text in ("1+2*3", "(1+2)*3", "100/7-2*(3+4)", "((((5))))*2+1"):
    print(text, "=", parser(text))
