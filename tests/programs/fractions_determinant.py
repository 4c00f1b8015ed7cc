# A Fraction class with a full set of operators; determinants by elimination and by cofactors; continued fractions.
def gcd(a, b):
    while b:
        a, b = b, a % b
    return a


class Fraction:
    made = 0

    def __init__(self, top, bottom=1):
        if bottom == 0:
            raise ZeroDivisionError("fraction %d/0" % top)
        if bottom < 0:
            top, bottom = -top, -bottom
        common = gcd(abs(top), bottom)
        self.top = top // common
        self.bottom = bottom // common
        Fraction.made += 1

    def __add__(self, other):
        other = fraction(other)
        return Fraction(self.top * other.bottom + other.top * self.bottom, self.bottom * other.bottom)

    def __radd__(self, other):
        return self + other

    def __neg__(self):
        return Fraction(-self.top, self.bottom)

    def __abs__(self):
        return -self if self.top < 0 else self

    def __sub__(self, other):
        return self + -fraction(other)

    def __rsub__(self, other):
        return -self + other

    def __mul__(self, other):
        other = fraction(other)
        return Fraction(self.top * other.top, self.bottom * other.bottom)

    def __rmul__(self, other):
        return self * other

    def __truediv__(self, other):
        other = fraction(other)
        return Fraction(self.top * other.bottom, self.bottom * other.top)

    def __pow__(self, n):
        result = Fraction(1)
        for _ in range(abs(n)):
            result = result * self
        return result if n >= 0 else Fraction(1) / result

    def __eq__(self, other):
        other = fraction(other)
        return self.top == other.top and self.bottom == other.bottom

    def __lt__(self, other):
        other = fraction(other)
        return self.top * other.bottom < other.top * self.bottom

    def __le__(self, other):
        return self < other or self == other

    def __gt__(self, other):
        return not self <= other

    def __bool__(self):
        return self.top != 0

    def __hash__(self):
        return self.top * 31 + self.bottom

    def __int__(self):
        return self.top // self.bottom

    def __str__(self):
        return str(self.top) if self.bottom == 1 else "%d/%d" % (self.top, self.bottom)

    def __repr__(self):
        return "Fraction(%d, %d)" % (self.top, self.bottom)


def fraction(value):
    return value if isinstance(value, Fraction) else Fraction(value)


def determinant(rows):
    rows = [[fraction(x) for x in row] for row in rows]
    result = Fraction(1)
    for col in range(len(rows)):
        pivot = col
        while pivot < len(rows) and not rows[pivot][col]:
            pivot += 1
        if pivot == len(rows):
            return Fraction(0)
        if pivot != col:
            rows[col], rows[pivot] = rows[pivot], rows[col]
            result = -result
        result = result * rows[col][col]
        for r in range(col + 1, len(rows)):
            factor = rows[r][col] / rows[col][col]
            if not factor:
                continue
            for c in range(col, len(rows)):
                rows[r][c] = rows[r][c] - factor * rows[col][c]
    return result


def cofactors(rows):
    if len(rows) == 1:
        return rows[0][0]
    total = 0
    for c, x in enumerate(rows[0]):
        minor = [row[:c] + row[c + 1 :] for row in rows[1:]]
        total = total + (x if c % 2 == 0 else -x) * cofactors(minor)
    return total


half, third = Fraction(1, 2), Fraction(1, 3)
print(half + third, half - third, half * third, half / third, -half, abs(-third), half**3, third**-2)
print(1 + half, 2 * third, 1 - half, half < third, third <= half, half > third, half == Fraction(2, 4), repr(half))
print(sorted([str(x) for x in {half, third, Fraction(2, 4), Fraction(3, 9)}]), int(Fraction(22, 7)))
try:
    half / Fraction(0)
except ZeroDivisionError as e:
    print(e)
for n in (2, 3, 4):
    hilbert = [[Fraction(1, r + c + 1) for c in range(n)] for r in range(n)]
    print(n, determinant(hilbert), determinant(hilbert) == cofactors(hilbert))
print(determinant([[0, 2, 1], [3, 0, 5], [1, 1, 0]]), cofactors([[0, 2, 1], [3, 0, 5], [1, 1, 0]]))
print(determinant([[1, 2], [2, 4]]))


def harmonic(n):
    total = Fraction(0)
    for k in range(1, n + 1):
        total = total + Fraction(1, k)
    return total


print(harmonic(15))


def continued(terms):
    result = fraction(terms[-1])
    for term in reversed(terms[:-1]):
        result = term + 1 / result if isinstance(result, int) else Fraction(1) / result + term
    return result


print([str(continued([3, 7, 15, 1][:n])) for n in range(1, 5)], str(continued([1] * 12)))
print(str(sum([Fraction(1, n * (n + 1)) for n in range(1, 10)], Fraction(0))), str(max([half, third, Fraction(5, 9)])))
print(Fraction.made)
