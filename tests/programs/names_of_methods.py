# lowered: Methods with the names of a list's or a dictionary's own, lists' methods in variables, steps in slices of any sequence.
class Stack:
    def __init__(self):
        self.items = []
        self.other = {}
    def pop(self):
        return self.items.pop()
    def push(self, x):
        self.items.append(x)
        if len(self.items) % 3 == 0:
            self.items = self.items[::-1]
    def get(self, k):
        return self.other.get(k, "none")
class Queue:
    def __init__(self, items=None):
        self.items2 = items or []
    def append(self, x):
        print("queue append", x)
        self.items2.append(x)
        return self
    def pop(self):
        for i in range(3):
            yield i
class Odd:
    def __init__(self, s):
        self.thing = s
    def use(self):
        return self.thing.pop()
s = Stack()
for i in range(10): s.push(i)
print([s.pop() for _ in range(5)], s.get(1))
q = Queue(Queue())
q.append(5)
print(list(q.pop()))
print(Odd(s).use(), Odd([1, 2]).use(), list(Odd(q).use()))
def f(items):
    a = []
    b = a
    b = items
    return b.pop()
print(f(s), f([9]), list(f(q)))
text = "abcdef"
xs = list(text)
print(text[::-1], xs[::-2], tuple(xs)[::-1])
g = []
def change():
    global g
    g = s
change()
print(g.pop())


def evens(count):
    rows = []
    keep = rows.append
    for i in range(count):
        row = []
        add = row.append
        for j in range(i):
            if j % 2 == 0:
                add(j)
        keep(row)
    rows = rows[::-1]
    return rows


def first(flag):
    if flag:
        found = []
        put = found.append
        put(1)
    try:
        put(2)
    except NameError:
        return "no put"
    return found


def swapped():
    one = []
    put = one.append
    put(1)
    two, one = one, [7]
    put(2)
    return one, two


print(evens(6), first(True), first(False), swapped())


def collected(n):
    found = []
    add = found.append
    for i in range(n):
        add(i)
    result = found
    del found
    add("late")
    return result


class Reflected:
    def __radd__(self, other):
        return Stack()


class Plain:
    pass


def joined():
    stack = [1] + Reflected()
    stack.push(7)
    return stack.pop()


put = setattr
one = Plain()
one.items = []
put(one, "items", Stack())
one.items.push(3)
print(collected(2), joined(), one.items.pop())
