"""`random` as devices get it: CPython's generator of numbers, so that a seed gives the same ones everywhere.

Lives here: ordinary Python that is compiled along with a program, and so the generator's state moves with it. A program
that only wants numbers, and no seed, takes the interpreter's own.
"""

from array import array
from math import cos, exp, log, sin, sqrt

NATIVE = ("choice", "getrandbits", "randint", "random", "randrange", "uniform")

_SIZE = 624


class Random:
    """The Mersenne Twister, as CPython seeds and reads it."""

    def __init__(self, x=None):
        self._words = array("I", bytes(4 * _SIZE))  # in one piece, and small
        self._at = _SIZE
        self._next_gauss = None
        self.seed(x)

    def seed(self, a=None, version=2):
        if a is None:
            from time import time_ns

            a = time_ns()
        elif isinstance(a, (str, bytes, bytearray)):
            a = _number_of(a)
        elif isinstance(a, float):
            a = hash(a)
        a = -a if a < 0 else a + 0
        key = []
        while a:
            key.append(a & 0xFFFFFFFF)
            a >>= 32
        self._init(key or [0])
        self._next_gauss = None

    def _init(self, key):
        words = self._words
        words[0] = 19650218
        for number in range(1, _SIZE):
            last = words[number - 1]
            words[number] = (1812433253 * (last ^ (last >> 30)) + number) & 0xFFFFFFFF
        at, place = 1, 0
        for _ in range(max(_SIZE, len(key))):
            last = words[at - 1]
            words[at] = ((words[at] ^ ((last ^ (last >> 30)) * 1664525)) + key[place] + place) & 0xFFFFFFFF
            at += 1
            place = (place + 1) % len(key)
            if at >= _SIZE:
                words[0] = words[_SIZE - 1]
                at = 1
        for _ in range(_SIZE - 1):
            last = words[at - 1]
            words[at] = ((words[at] ^ ((last ^ (last >> 30)) * 1566083941)) - at) & 0xFFFFFFFF
            at += 1
            if at >= _SIZE:
                words[0] = words[_SIZE - 1]
                at = 1
        words[0] = 0x80000000
        self._at = _SIZE

    def _turn(self):
        words = self._words
        for number in range(_SIZE):
            y = (words[number] & 0x80000000) | (words[(number + 1) % _SIZE] & 0x7FFFFFFF)
            words[number] = words[(number + 397) % _SIZE] ^ (y >> 1) ^ (0x9908B0DF if y & 1 else 0)
        self._at = 0

    def _word(self):
        if self._at >= _SIZE:
            self._turn()
        y = self._words[self._at]
        self._at += 1
        y ^= y >> 11
        y ^= (y << 7) & 0x9D2C5680
        y ^= (y << 15) & 0xEFC60000
        return y ^ (y >> 18)

    def getstate(self):
        return (3, (*self._words, self._at), self._next_gauss)

    def setstate(self, state):
        self._words = array("I", state[1][:-1])
        self._at = state[1][-1]
        self._next_gauss = state[2]

    def random(self):
        high = self._word() >> 5
        return (high * 67108864.0 + (self._word() >> 6)) / 9007199254740992.0

    def getrandbits(self, k):
        if k < 0:
            raise ValueError("number of bits must be non-negative")
        made = shift = 0
        while k > 0:
            word = self._word()
            if k < 32:
                word >>= 32 - k
            made |= word << shift
            shift += 32
            k -= 32
        return made

    def _below(self, n):
        bits = 0
        while n >> bits:
            bits += 1
        made = self.getrandbits(bits)
        while made >= n:
            made = self.getrandbits(bits)
        return made

    def randrange(self, start, stop=None, step=1):
        if stop is None:
            start, stop = 0, start
        count = (stop - start + step + (-1 if step > 0 else 1)) // step if step else 0
        if not step:
            raise ValueError("zero step for randrange()")
        if count <= 0:
            raise ValueError("empty range for randrange()")
        return start + step * self._below(count)

    def randint(self, a, b):
        return self.randrange(a, b + 1)

    def choice(self, seq):
        if not len(seq):
            raise IndexError("Cannot choose from an empty sequence")
        return seq[self._below(len(seq))]

    def shuffle(self, x):
        for number in range(len(x) - 1, 0, -1):
            other = self._below(number + 1)
            x[number], x[other] = x[other], x[number]

    def sample(self, population, k, *, counts=None):
        if counts is not None:
            repeated = []
            for value, count in zip(population, counts):
                repeated += [value] * count
            population = repeated
        n = len(population)
        if not 0 <= k <= n:
            raise ValueError("Sample larger than population or is negative")
        limit, power = 21, 1
        if k > 5:
            while power < k * 3:
                power *= 4
            limit += power
        made = []
        if n <= limit:
            pool = list(population)
            for number in range(k):
                at = self._below(n - number)
                made.append(pool[at])
                pool[at] = pool[n - number - 1]
            return made
        chosen = set()
        for _ in range(k):
            at = self._below(n)
            while at in chosen:
                at = self._below(n)
            chosen.add(at)
            made.append(population[at])
        return made

    def choices(self, population, weights=None, *, cum_weights=None, k=1):
        n = len(population)
        if cum_weights is None:
            if weights is None:
                return [population[int(self.random() * n)] for _ in range(k)]
            cum_weights, total = [], 0
            for weight in weights:
                total += weight
                cum_weights.append(total)
        if len(cum_weights) != n:
            raise ValueError("The number of weights does not match the population")
        total = cum_weights[-1] + 0.0
        if total <= 0.0:
            raise ValueError("Total of weights must be greater than zero")
        made = []
        for _ in range(k):
            mark = self.random() * total
            low, high = 0, n - 1
            while low < high:
                middle = (low + high) // 2
                if mark < cum_weights[middle]:
                    high = middle
                else:
                    low = middle + 1
            made.append(population[low])
        return made

    def uniform(self, a, b):
        return a + (b - a) * self.random()

    def triangular(self, low=0.0, high=1.0, mode=None):
        u = self.random()
        c = 0.5 if mode is None else (mode - low) / (high - low)
        if u > c:
            u, c = 1.0 - u, 1.0 - c
            low, high = high, low
        return low + (high - low) * sqrt(u * c)

    def gauss(self, mu=0.0, sigma=1.0):
        z = self._next_gauss
        self._next_gauss = None
        if z is None:
            turn = self.random() * 6.283185307179586
            far = sqrt(-2.0 * log(1.0 - self.random()))
            z = cos(turn) * far
            self._next_gauss = sin(turn) * far
        return mu + z * sigma

    def normalvariate(self, mu=0.0, sigma=1.0):
        while True:
            first = self.random()
            second = 1.0 - self.random()
            z = 4 * exp(-0.5) / sqrt(2.0) * (first - 0.5) / second
            if z * z / 4.0 <= -log(second):
                return mu + z * sigma

    def expovariate(self, lambd=1.0):
        return -log(1.0 - self.random()) / lambd


def _number_of(text):
    """What CPython makes of a text as a seed: the text, with a hash of it behind."""
    import hashlib

    data = text.encode() if isinstance(text, str) else bytes(text)
    if not hasattr(hashlib, "sha512"):
        raise TypeError("a device has no sha512, which the seed needs; give a number")
    return int.from_bytes(data + hashlib.sha512(data).digest(), "big")


_made = []


def _shared():
    """The generator of the module's functions."""
    if not _made:
        _made.append(Random())
    return _made[0]


def seed(a=None, version=2):
    _shared().seed(a)


def getstate():
    return _shared().getstate()


def setstate(state):
    _shared().setstate(state)


def random():
    return _shared().random()


def getrandbits(k):
    return _shared().getrandbits(k)


def randrange(start, stop=None, step=1):
    return _shared().randrange(start, stop, step)


def randint(a, b):
    return _shared().randint(a, b)


def choice(seq):
    return _shared().choice(seq)


def shuffle(x):
    _shared().shuffle(x)


def sample(population, k, *, counts=None):
    return _shared().sample(population, k, counts=counts)


def choices(population, weights=None, *, cum_weights=None, k=1):
    return _shared().choices(population, weights, cum_weights=cum_weights, k=k)


def uniform(a, b):
    return _shared().uniform(a, b)


def triangular(low=0.0, high=1.0, mode=None):
    return _shared().triangular(low, high, mode)


def gauss(mu=0.0, sigma=1.0):
    return _shared().gauss(mu, sigma)


def normalvariate(mu=0.0, sigma=1.0):
    return _shared().normalvariate(mu, sigma)


def expovariate(lambd=1.0):
    return _shared().expovariate(lambd)
