# Matrices as a class: products, transposes, powers, Gauss elimination modulo a prime, trace and inverse.
PRIME = 10007


class Singular(Exception):
    pass


class Matrix:
    def __init__(self, rows):
        self.rows = [list(row) for row in rows]

    @classmethod
    def identity(cls, n):
        return cls([[1 if r == c else 0 for c in range(n)] for r in range(n)])

    @classmethod
    def filled(cls, n, function):
        return cls([[function(r, c) for c in range(n)] for r in range(n)])

    @property
    def size(self):
        return len(self.rows), len(self.rows[0])

    def __mul__(self, other):
        n, k = self.size
        k2, m = other.size
        if k != k2:
            raise ValueError("%dx%d times %dx%d" % (n, k, k2, m))
        result = []
        for r in range(n):
            row = []
            for c in range(m):
                total = 0
                for i in range(k):
                    total += self.rows[r][i] * other.rows[i][c]
                row.append(total % PRIME)
            result.append(row)
        return Matrix(result)

    def __add__(self, other):
        return Matrix([[(a + b) % PRIME for a, b in zip(p, q)] for p, q in zip(self.rows, other.rows)])

    def __eq__(self, other):
        return self.rows == other.rows

    def __pow__(self, n):
        result = Matrix.identity(len(self.rows))
        base = self
        while n:
            if n & 1:
                result = result * base
            base = base * base
            n >>= 1
        return result

    def transpose(self):
        return Matrix([[row[c] for row in self.rows] for c in range(self.size[1])])

    def trace(self):
        return sum([self.rows[i][i] for i in range(len(self.rows))]) % PRIME

    def inverse(self):
        n = len(self.rows)
        work = [row[:] + unit for row, unit in zip(self.rows, Matrix.identity(n).rows)]
        for col in range(n):
            for pivot in range(col, n):
                if work[pivot][col] % PRIME:
                    break
            else:
                raise Singular(col)
            work[col], work[pivot] = work[pivot], work[col]
            scale = inverse(work[col][col])
            work[col] = [x * scale % PRIME for x in work[col]]
            for r in range(n):
                if r == col or not work[r][col]:
                    continue
                factor = work[r][col]
                work[r] = [(x - factor * y) % PRIME for x, y in zip(work[r], work[col])]
        return Matrix([row[n:] for row in work])

    def __str__(self):
        return "\n".join([" ".join(["%5d" % x for x in row]) for row in self.rows])


def inverse(a):
    result = 1
    n = PRIME - 2
    while n:
        if n & 1:
            result = result * a % PRIME
        a = a * a % PRIME
        n >>= 1
    return result


a = Matrix.filled(4, lambda r, c: (r * 7 + c * c * 3 + 1) % 23 + (r == c))
b = Matrix.filled(4, lambda r, c: (r - c) % PRIME)
print(a)
print(a * b)
print((a + b).transpose())
print(a.trace(), b.trace(), (a * b).trace() == (b * a).trace())
print(a**5 == a * a * a * a * a)
inv = a.inverse()
print(inv)
print(a * inv == Matrix.identity(4))
fib = Matrix([[1, 1], [1, 0]]) ** 90
print(fib.rows)
for bad in (Matrix([[1, 2], [2, 4]]), Matrix.filled(3, lambda r, c: 0)):
    try:
        bad.inverse()
    except Singular as e:
        print("singular at", e.args[0])
try:
    a * fib
except ValueError as e:
    print("shapes:", e)
