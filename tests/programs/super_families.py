# super() where overriding methods loop and the overridden ones do not, and the other way round.
class A:
    def m(self, n):
        return n + 1
    def slow(self, n):
        t = 0
        while n > 0:
            t += n
            n -= 1
        return t
class B(A):
    def m(self, n):
        return super().m(n) + 1
    def slow(self, n):
        return super().slow(n) * 2
class C(A):
    def m(self, n):
        return super().m(self.slow(n)) + 3
class D(B, C):
    def m(self, n):
        return super().m(n) * 2
def run():
    total = 0
    for i in range(200):
        for cls in (A, B, C):
            o = cls()
            total += o.m(i) + o.slow(i % 9)
    return total
print(run(), B().m(4), C().m(4))
for n in range(6):
    print(n, A().m(n), B().m(n), C().m(n), C().slow(n % 9))


class Above:
    def told(self, count=1):
        return "above %d" % sum(range(count))

    renamed = told


class Below(Above):
    def told(self, count=1):
        return "below " + super().told(count)

    def both(self):
        above, own = super().told, self.told
        return above(3), own(2), above()


below = Below()
kept = [below.told, below.renamed, below.both]
print([method() for method in kept], kept[0] == below.told)
