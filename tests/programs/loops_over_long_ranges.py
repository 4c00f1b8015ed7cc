# Ranges longer and shorter than a strip: steps of both signs, else, break, continue, nested, at module level.
def add(a, b):
    return a + b

class W:
    def go(self, n):
        t = 0
        for i in range(n):
            t += i
        return t

def els(n, stop):
    r = []
    for i in range(n):
        if i == stop:
            break
        r.append(i)
    else:
        r.append("done")
    return len(r), r[-1:]

def var(a, b, s):
    out = 0
    last = None
    for k in range(a, b, s):
        out += k
        last = k
    else:
        out += 7
    return out, last

def inner(n):
    c = 0
    for i in range(n):
        if i % 3 == 0:
            continue
        for j in range(n, 0, -1):
            if j == i:
                break
            c += W().go(j % 5)
        else:
            c += 1000
    return c

def wl(n):
    i = 0
    while i < n:
        i += 1
        if i == 70:
            break
    else:
        i += 1000
    return i

def wc(n):
    i = 0
    t = 0
    while i < n:
        i += 1
        if i % 2:
            continue
        t += i
    return t

def finds(n):
    while True:
        n += 1
        if n % 7 == 0:
            return n
        if n > 1000:
            break
    return -1

print(els(10, 100), els(300, 299), els(300, 1000), els(0, 5), els(128, 200), els(129, 200), els(256, 300))
for s in (1, 2, -1, -3, 7):
    for a, b in ((0, 500), (500, 0), (3, 3), (0, 128), (0, 129 * 7), (900, -900)):
        print(s, a, b, var(a, b, s))
print(inner(20), wl(5), wl(200), wc(300), finds(3), finds(1001))
try:
    var(1, 5, 0)
except ValueError as e:
    print("zero")

def module_level():
    x = 0
    for i in range(5, 400, 3):
        x = i
    return i, x
print(module_level())
for q in range(300):
    z = q * 2
print(q, z)
