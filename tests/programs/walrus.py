# Assignment expressions: in tests, loops, comprehensions and arguments, with parts that take their time.
def f(n):
    total = 0
    for _ in range(n):
        total += 2
    return total


if (n := f(3)) > 2:
    print(n)
xs = [y := f(1), y + 1, (y := 10)]
print(xs, y)
print([z for i in range(4) if (z := f(i)) > 2], z)
while (k := f(n)) < 40:
    n = k
print(n, k)
print((t := 5) + t, f((u := 3)) + u, (t := t + 1) * t, t)
d = {"a": (v := f(2)), "b": v}
print(d["b"], v)


def g(a):
    if a and (b := f(a)):
        return b
    return (b := 7) + b


print(g(0), g(3))


def unbound(a):
    """What is skipped is not bound, wherever the process is cut."""
    r = a > 1 and (q := f(a)) > 2 and (w := f(q))
    for i in range(3):
        r = (r, i)
    if a > 1:
        return r, q, w
    try:
        return q
    except NameError:
        return "unbound", r


print(unbound(0), unbound(2), unbound(1))


def chooses(a):
    value = (p := f(1)) if a else (o := f(2))
    result = [value]
    try:
        result.append(p)
    except NameError:
        result.append("no p")
    try:
        result.append(o)
    except NameError:
        result.append("no o")
    return result


print(chooses(True), chooses(False))


def rest(words):
    """A loop that reads with walrus and leaves in the middle."""
    it = iter(words)
    found = []
    while (word := next(it, None)) is not None and (length := len(word)) < 6:
        found.append((word, length))
        if (last := found[-1])[1] == 5:
            continue
        found[-1] = last + (f(length),)
    return found, word


print(rest(["a", "bb", "ccccc", "dddd", "eeeeee", "f"]))
print(rest([]))


def closures():
    made = []
    for i in range(3):
        made.append(lambda: (i, total))
    if (total := f(4)) and [total := total + j for j in range(3)]:
        pass
    return [one() for one in made], total


print(closures())
counts = {}
for word in "a b a c b a".split():
    counts[word] = (seen := counts.get(word, 0)) + 1
    print(word, seen)
print([(hit := n) > 3 for n in [1, 2, 5, 9]], hit)
print(f(a := 2) + f(b := a + 1), a, b, [c := a, c + b])
assert (m := f(2)) == 4, m
print(0 < (low := f(1)) < (high := f(2)), low, high)
