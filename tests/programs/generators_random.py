# What random programs with generators have found, each reduced.
def slow(n):
    t = 0
    for i in range(n):
        t += i
    return t


# A `nonlocal` that is never used: its function has no cell for it.
def outer(a):
    kept = a

    def made():
        nonlocal kept
        for i in range(3):
            slow(i)
            yield i

    return made()


for x in outer(4):
    print(x, slow(3))


def declares(a):
    kept = a

    def inner(b):
        nonlocal kept
        return slow(b)

    return inner


inner = declares(2)
print(inner(5), inner(6))
for n in range(8):
    for x in outer(n):
        print(n, x, inner(n + x), declares(n)(x), slow(n * 3))
