# Functions as values: lambdas in tables, bound methods taken from objects, callbacks, function attributes of classes, currying.
def repeat(function, times, value):
    for _ in range(times):
        value = function(value)
    return value


operations = {
    "double": lambda x: x * 2,
    "square": lambda x: x * x,
    "sum to": lambda x: sum([i for i in range(x + 1)]),
    "digits": lambda x: len(str(x)),
    "collatz": lambda x: x // 2 if x % 2 == 0 else 3 * x + 1,
}
for name in sorted(operations):
    print(name, [operations[name](n) for n in range(1, 7)], repeat(operations[name], 3, 5))


class Button:
    def __init__(self, label):
        self.label = label
        self.handlers = []
        self.presses = 0

    def on_press(self, handler):
        self.handlers.append(handler)
        return handler

    def press(self, *args):
        self.presses += 1
        return [handler(self, *args) for handler in self.handlers]


class Logger:
    def __init__(self):
        self.lines = []

    def log(self, button, *args):
        line = button.label
        for a in args:
            line += " " + str(a)
        self.lines.append(line)
        return len(self.lines)


logger = Logger()
button = Button("ok")
button.on_press(logger.log)
button.on_press(lambda b, *args: b.presses * 100)
button.on_press(lambda b, *args, table=operations: [table["square"](a) for a in args])


@button.on_press
def last(b, *args):
    total = 0
    for a in args:
        total -= a
    return total


for n in range(4):
    print(button.press(*range(n)))
print(logger.lines)
log = logger.log
other = Button("other")
print(log(other, 1, 2), log(button), logger.lines[-2:])
bound = [Button(c).press for c in "xyz"]
for _ in range(3):
    for press in bound:
        press()
print([press() for press in bound])


def curry(function, count):
    def collect(args):
        def take(x):
            now = args + [x]
            if len(now) == count:
                return function(*now)
            return collect(now)

        return take

    return collect([])


add3 = curry(lambda a, b, c: a * 100 + b * 10 + c, 3)
print(add3(1)(2)(3), [add3(n)(n)(0) for n in range(3)])
partly = add3(7)
print(partly(1)(1), partly(2)(2))

church = [lambda f: lambda x: x]
for _ in range(4):
    church.append((lambda n: lambda f: lambda x: f(n(f)(x)))(church[-1]))
print([n(lambda x: x + 1)(0) for n in church], church[3](church[2])(lambda x: x + 1)(0))
fix = lambda f: (lambda x: x(x))(lambda x: f(lambda *a: x(x)(*a)))  # noqa: E731
print(fix(lambda again: lambda n: 1 if n < 2 else n * again(n - 1))(10))


class Strategy:
    choose = staticmethod(min)
    weigh = lambda self, n: n * self.factor  # noqa: E731

    def __init__(self, factor):
        self.factor = factor
        self.instance_function = lambda n: n + factor

    def run(self, items):
        return self.choose([self.weigh(i) for i in items]), self.instance_function(1)


class Greedy(Strategy):
    choose = staticmethod(max)


print(Strategy(3).run([4, 2, 6]), Greedy(2).run([4, 2, 6]), Strategy.weigh(Greedy(10), 5))
stack = []
machine = {
    "push": lambda n: stack.append(n),
    "add": lambda: stack.append(stack.pop() + stack.pop()),
    "mul": lambda: stack.append(stack.pop() * stack.pop()),
    "dup": lambda: stack.append(stack[-1]),
}
for word in "3 dup mul 4 dup mul add 2 mul".split():
    machine[word]() if word in machine else machine["push"](int(word))
print(stack)
when = [(lambda n: n % 15 == 0, "fizzbuzz"), (lambda n: n % 5 == 0, "buzz"), (lambda n: n % 3 == 0, "fizz")]


def fizz(n):
    for test, text in when:
        if test(n):
            return text
    return n


print([fizz(n) for n in range(1, 16)])
print((lambda: (lambda: "called")())(), (lambda *a, k=2, **o: (a, k, sorted(o)))(1, z=3), (lambda x: x)(lambda y: y)(5))
choice = (lambda: "left") if len(stack) > 5 else (lambda: "right")
print(choice(), [f(n) for n, f in enumerate([abs, str, lambda n: -n, operations["square"], Button("q").press])])
