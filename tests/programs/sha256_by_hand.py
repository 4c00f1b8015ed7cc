# SHA-256 in Python, its constants computed from primes by integer roots, compared with the interpreter's hashlib.
import hashlib

MASK = 0xFFFFFFFF


def primes(count):
    out = []
    n = 2
    while len(out) < count:
        for p in out:
            if n % p == 0:
                break
        else:
            out.append(n)
        n += 1
    return out


def root_fraction(n, degree):
    # 32 bits after the point of the root of n: an integer root of n * 2**(32 * degree).
    target = n << (32 * degree)
    low, high = 0, 1 << 36
    while low < high:
        middle = (low + high + 1) >> 1
        if middle**degree <= target:
            low = middle
        else:
            high = middle - 1
    return low & MASK


def rotate(x, n):
    return (x >> n | x << (32 - n)) & MASK


class Sha256:
    def __init__(self, constants, start):
        self.constants = constants
        self.state = list(start)
        self.pending = b""
        self.length = 0

    def update(self, data):
        self.length += len(data)
        self.pending += data
        while len(self.pending) >= 64:
            self.block(self.pending[:64])
            self.pending = self.pending[64:]
        return self

    def block(self, chunk):
        w = []
        for i in range(0, 64, 4):
            w.append(chunk[i] << 24 | chunk[i + 1] << 16 | chunk[i + 2] << 8 | chunk[i + 3])
        for i in range(16, 64):
            s0 = rotate(w[i - 15], 7) ^ rotate(w[i - 15], 18) ^ w[i - 15] >> 3
            s1 = rotate(w[i - 2], 17) ^ rotate(w[i - 2], 19) ^ w[i - 2] >> 10
            w.append((w[i - 16] + s0 + w[i - 7] + s1) & MASK)
        a, b, c, d, e, f, g, h = self.state
        for i in range(64):
            s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
            choice = e & f ^ ~e & g
            t1 = (h + s1 + choice + self.constants[i] + w[i]) & MASK
            s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
            majority = a & b ^ a & c ^ b & c
            a, b, c, d, e, f, g, h = (t1 + s0 + majority) & MASK, a, b, c, (d + t1) & MASK, e, f, g
        self.state = [(x + y) & MASK for x, y in zip(self.state, (a, b, c, d, e, f, g, h))]

    def digest(self):
        bits = self.length * 8
        tail = b"\x80" + bytes((55 - self.length) % 64)
        for shift in range(56, -8, -8):
            tail += bytes([bits >> shift & 0xFF])
        self.update(tail)
        out = b""
        for word in self.state:
            for shift in (24, 16, 8, 0):
                out += bytes([word >> shift & 0xFF])
        return out


def to_hex(data):
    return "".join(["%02x" % byte for byte in data])


table = primes(64)
constants = [root_fraction(p, 3) for p in table]
start = [root_fraction(p, 2) for p in table[:8]]
print("%08x %08x %08x" % (constants[0], constants[63], start[0]))
for message in (b"", b"abc", b"x" * 70):
    mine = Sha256(constants, start).update(message).digest()
    print(len(message), to_hex(mine), mine == hashlib.sha256(message).digest())
