# Floats: exact bits through struct, series, integration, root finding, statistics, special values, mixed arithmetic.
import math
import struct


def bits(x):
    return "%016x" % struct.unpack(">Q", struct.pack(">d", x))[0]


def exponential(x):
    term = total = 1.0
    n = 1
    while abs(term) > 1e-17:
        term *= x / n
        total += term
        n += 1
    return total


def bisect(f, low, high, steps=40):
    for _ in range(steps):
        middle = (low + high) / 2
        if f(low) * f(middle) <= 0:
            high = middle
        else:
            low = middle
    return (low + high) / 2


def simpson(f, a, b, n=40):
    h = (b - a) / n
    total = f(a) + f(b)
    for i in range(1, n):
        total += f(a + i * h) * (4 if i % 2 else 2)
    return total * h / 3


class Statistics:
    def __init__(self):
        self.n = 0
        self.mean = self.m2 = 0.0

    def add(self, x):
        self.n += 1
        delta = x - self.mean
        self.mean += delta / self.n
        self.m2 += delta * (x - self.mean)
        return self

    def variance(self):
        return self.m2 / (self.n - 1)


print(bits(0.1), bits(-0.0), bits(1e300), bits(5e-324), bits(float("inf")))
total = 0.0
for n in range(1, 60):
    total += 1.0 / (n * n)
print(bits(total), "%.12f" % total)
print("%.12f %.12f" % (exponential(1.0), exponential(-2.5)))
print("%.9f %.9f" % (bisect(lambda x: x * x - 2, 0.0, 2.0), bisect(lambda x: x * x * x - x - 2, 1.0, 2.0)))
print("%.9f %.9f" % (simpson(lambda x: x * x, 0.0, 3.0), simpson(lambda x: 1 / (1 + x * x), 0.0, 1.0) * 4))
stats = Statistics()
x = 0.5
for _ in range(40):
    x = 3.7 * x * (1 - x)
    stats.add(x)
print(bits(x), "%.9f %.9f" % (stats.mean, stats.variance()))
infinity = float("inf")
nan = infinity - infinity
print(infinity > 1e308, -infinity < 0, nan == nan, nan != nan, math.isnan(nan), infinity == infinity + 1, 1e308 * 10 == infinity)
print(7.5 // 2, -7.5 // 2, 7.5 % 2, -7.5 % 2, 2**-1, 2.0**0.5 == math.sqrt(2), divmod(7.5, 2))
print(int(3.99), int(-3.99), round(2.5), round(3.5), round(-2.5), abs(-1.5), float("1e3"), 1 / 4)
print(1 == 1.0, {1: "int"}[1.0], 0.1 + 0.2 == 0.3, abs(0.1 + 0.2 - 0.3) < 1e-15, 3 < 3.5, True + 0.5, 10**20 == 1e20)
print(1e10, 1.5, -0.25, 100.0, 0.001, 3.0, 12345.5)


def mandelbrot(width, height, limit):
    rows = []
    for py in range(height):
        row = ""
        for px in range(width):
            cr = px / width * 3 - 2.1
            ci = py / height * 2.4 - 1.2
            zr = zi = 0.0
            for n in range(limit):
                zr, zi = zr * zr - zi * zi + cr, 2 * zr * zi + ci
                if zr * zr + zi * zi > 4:
                    row += " .:-=+*#"[n % 8]
                    break
            else:
                row += "@"
        rows.append(row)
    return "\n".join(rows)


print(mandelbrot(24, 9, 16))


def kahan(items):
    total = lost = 0.0
    for item in items:
        y = item - lost
        t = total + y
        lost = t - total - y
        total = t
    return total


tenths = [0.1] * 50
plain = 0.0
for t in tenths:
    plain += t
print(bits(kahan(tenths)), bits(plain), kahan(tenths) == 5.0)
position, speed = 10.0, 0.0
bounces = 0
for step in range(300):
    speed -= 9.81 * 0.01
    position += speed * 0.01
    if position < 0:
        position, speed = -position, -speed * 0.8
        bounces += 1
print(bits(position), bits(speed), bounces)
z = complex(1, 2)
for _ in range(6):
    z = z * z / complex(2, 1)
print("%.6e %.6e" % (z.real, z.imag), abs(complex(3, 4)), 2j * 2j == -4)
