# Generators over trees, permutations and schedulers, handed to native code; attributes set by computed names.
def perms(items):
    if len(items) <= 1:
        yield items
        return
    for i in range(len(items)):
        for rest in perms(items[:i] + items[i + 1:]):
            yield [items[i]] + rest
def chunks(it, n):
    buf = []
    for x in it:
        buf.append(x)
        if len(buf) == n:
            yield tuple(buf)
            buf = []
    if buf:
        yield tuple(buf)
def take(n, it):
    for i, x in enumerate(it):
        if i >= n:
            return
        yield x
def count(start=0, step=1):
    while True:
        yield start
        start += step
class Tree:
    def __init__(self, v, l=None, r=None):
        self.v, self.l, self.r = v, l, r
    def insert(self, v):
        side = "l" if v < self.v else "r"
        child = getattr(self, side)
        if child:
            child.insert(v)
        else:
            setattr(self, side, Tree(v))
    def __iter__(self):
        if self.l:
            yield from self.l
        yield self.v
        if self.r:
            yield from self.r
    def depth(self):
        return 1 + max(self.l.depth() if self.l else 0, self.r.depth() if self.r else 0)
t = Tree(5)
for v in [3, 8, 1, 4, 7, 9, 2]:
    t.insert(v)
print(list(t), t.depth(), 4 in t, [x * 2 for x in t if x % 2])
print(["".join(p) for p in perms(list("abc"))])
print(list(chunks(take(7, count(1, 3)), 3)))
def primes():
    found = []
    for n in count(2):
        if all(n % p for p in found):
            found.append(n)
            yield n
print(list(take(10, primes())))
sq = (x * x for x in take(5, count()))
print(next(sq), list(sq), list(sq))
def sched(tasks):
    log = []
    while tasks:
        t = tasks.pop(0)
        try:
            log.append(next(t))
        except StopIteration as e:
            log.append(("done", e.value))
        else:
            tasks.append(t)
    return log
def task(name, n):
    for i in range(n):
        yield name + str(i)
    return name
print(sched([task("a", 3), task("b", 1), task("c", 2)]))
def echo():
    while True:
        try:
            x = yield
        except ValueError as e:
            print("got", e)
            continue
        except GeneratorExit:
            print("exit")
            raise
        print("recv", x)
g = echo()
next(g)
g.send(1)
g.throw(ValueError("boo"))
g.send(2)
g.close()
def flatten(x):
    for i in x:
        if isinstance(i, (list, tuple)):
            yield from flatten(i)
        else:
            yield i
print(list(flatten([1, [2, (3, [4])], 5])))
gens = [(lambda k: (k * j for j in range(3)))(k) for k in range(3)]
print([list(g) for g in gens])
first, second, *rest = flatten([[1], [2, 3], 4])
print(first, second, rest, "|".join(map(str, flatten([1, [2]]))), min(flatten([[3, 1]]), key=lambda v: -v))
