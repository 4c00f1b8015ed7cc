# Star arguments everywhere: forwarding, wrappers, defaults with stars, keyword-only after a star, stars of iterators.
def report(*args, **kwargs):
    parts = []
    for a in args:
        parts.append(repr(a))
    for key in sorted(kwargs):
        parts.append("%s=%r" % (key, kwargs[key]))
    return "(" + ", ".join(parts) + ")"


def forward(function, *args, **kwargs):
    return function(*args, **kwargs)


def first(a, *rest, b=2, **others):
    total = a
    for r in rest:
        total = total * 10 + r
    for key in sorted(others):
        total += others[key] * 1000
    return total + b


print(report(), report(1), report(*[1, 2], *(3,), k=4), report(**{"a": 1}, b=2))
print(forward(report, 1, *"xy", z=3), forward(forward, forward, report, 5, q=6))
print(first(1), first(1, 2, 3), first(*[1, 2], b=9), first(1, c=2, d=3), first(**{"a": 5, "z": 1}))


class Counter:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        self.i = 0
        return self

    def __next__(self):
        self.i += 1
        if self.i > self.n:
            raise StopIteration
        return self.i * self.i


print(report(*Counter(3), *range(2), *{7: "x"}, **dict([("k", Counter(2).n)])))


def traced(*labels, **settings):
    def decorator(function):
        calls = []

        def wrapper(*args, **kwargs):
            calls.append(len(args) + len(kwargs))
            result = function(*args, **kwargs)
            for label in labels:
                result = "%s:%s%s" % (label, result, settings.get("end", ""))
            return result

        histories.append(calls)
        return wrapper

    return decorator


histories = []


@traced("a", "b", end="!")
def joined(*words, sep="-"):
    out = ""
    for n, word in enumerate(words):
        out += (sep if n else "") + word
    return out


@traced()
def size(*args, **kwargs):
    return len(args) * 10 + len(kwargs)


print(joined("x", "y"), joined(*"pqr", sep="+"), size(1, 2, a=3), size(*[0] * 3, **{"b": 1, "c": 2}))
for _ in range(4):
    size(_)
print(histories)


class Base:
    def __init__(self, *args, **kwargs):
        self.args = args
        self.kwargs = kwargs

    def call(self, name, *args, **kwargs):
        return getattr(self, name)(*(self.args + args), **kwargs)

    def total(self, *numbers, times=1):
        result = 0
        for n in numbers:
            result += n
        return result * times


class Derived(Base):
    def __init__(self, first, *args, **kwargs):
        super().__init__(first, *args, **kwargs)
        self.first = first

    def total(self, *numbers, **options):
        return super().total(*numbers, **options) + self.first


print(Base(1, 2).call("total", 3), Derived(10, 20, k=1).call("total", 30, times=2), Derived(*[5]).kwargs)
errors = []
for n, attempt in enumerate(
    [
        lambda: first(),
        lambda: first(1, a=2),
        lambda: report(*5),
        lambda: joined(1, 2),
        lambda: Derived(),
        lambda: first(1, *[3], b=2),
    ]
):
    try:
        errors.append((n, attempt()))
    except TypeError:
        errors.append((n, "TypeError"))
print(errors)


def partial(function, *bound, **named):
    def call(*args, **kwargs):
        merged = dict(named)
        merged.update(kwargs)
        return function(*bound, *args, **merged)

    return call


def pipeline(*stages):
    def run(*args):
        value = stages[0](*args)
        for stage in stages[1:]:
            value = stage(*value) if isinstance(value, tuple) else stage(value)
        return value

    return run


print(partial(first, 1, 2, b=0)(3, c=1), partial(partial(report, 1), 2, k=3)(4, k=5))
print(pipeline(lambda *a: a, lambda a, *r: (len(r), a), lambda n, a: n * a, str)(7, 8, 9))
print([report(*args, **kw) for args, kw in [((), {}), ((1,), {"k": 2}), ([3, 4], {})]])
print(max(*[3, 9, 2]), "{}-{}".format(*"ab"), sum(list(range(4))))


def spread(depth, *trail, **seen):
    if depth == 0:
        return trail, sorted(seen.items())
    seen["d%d" % depth] = depth
    return spread(depth - 1, depth, *trail, **seen)


print(spread(5))


def told(*names):
    """A generator that says when it runs."""
    for name in names:
        print("runs", name)
        yield name


def word(name):
    total = 0
    for i in range(20):
        total += i
    print("word", name)
    return {name: total}


kept = {"report": report}
print(report(*told(1, 2), **word("a")), report(*told(4), key=word("c")))
print(kept["report"](*told(5), b=2, **word("d")), [report(*told(n), k=n) for n in range(2)])
