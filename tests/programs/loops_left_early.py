# Loops that are left in their first iteration, over lists, ranges and iterators of our own.
class It:
    def __init__(self, n):
        self.n = n
    def __iter__(self):
        return self
    def __next__(self):
        self.n -= 1
        if self.n < 0:
            raise StopIteration
        return self.n

def work(n):
    t = 0
    while n > 0:
        n -= 1
        t += n
    return t

def first(xs):
    for x in xs:
        y = x + 1
        break
    else:
        y = work(5)
    return y

def head(xs):
    for x in xs:
        return x
    return None

def only(xs):
    for i in range(len(xs)):
        return xs[i]

print(first(It(5)), first(It(0)), head(It(3)), head([]), only([7, 8]), only([]))
for q in It(3):
    z = q
    break
print(q, z, work(200))
for n in range(6):
    print(n, first(It(n)), head(It(n)), work(n * 7))
