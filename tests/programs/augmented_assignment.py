# Augmented assignment of every operator and every kind of target: name, global, nonlocal, attribute, subscript, slice.
def step(n):
    total = 0
    for i in range(n):
        total += i
    return total


def operators():
    out = []
    x = 17
    x += step(4)
    out.append(x)
    x -= step(3)
    out.append(x)
    x *= step(4)
    out.append(x)
    x //= 7
    out.append(x)
    x %= 11
    out.append(x)
    x **= 5
    out.append(x)
    x <<= step(3)
    out.append(x)
    x >>= 2
    out.append(x)
    x |= 0x55
    out.append(x)
    x &= 0xFFF
    out.append(x)
    x ^= step(9)
    out.append(x)
    x /= 8
    out.append("%.4f" % x)
    return out


print(operators())

total = 0


def bump_global(n):
    global total
    for i in range(n):
        total += step(i)
    return total


print(bump_global(5), bump_global(6), total)


def bump_nonlocal():
    count = 0
    text = ""

    def bump(n):
        nonlocal count, text
        count += step(n)
        text += str(n)
        return n

    for n in range(6):
        count -= bump(n)
    return count, text


print(bump_nonlocal())


class Account:
    total = 100

    def __init__(self):
        self.balance = 0
        self.log = []
        self.rows = {"a": [0, 0], "b": [5, 5]}

    def add(self, n):
        self.balance += n
        self.log += [n]
        self.log[-1] *= 2
        self.rows["a"][n % 2] += step(n)
        return self


account = Account()
for n in range(5):
    account.add(n).add(n + 10)
print(account.balance, account.log, sorted(account.rows.items()))
account.total += 5
Account.total *= 3
print(account.total, Account.total, Account().total)
account.add(1).rows["b"][step(2)] -= 3
print(account.rows["b"])

items = [1, 2, 3]
alias = items
items += [4]
items += items[:2]
print(items, alias is items)
items[2:4] += [99, 98]
print(items)
items[step(3)] += 1000
items[-1] -= step(4)
print(items)
t = (1, 2)
u = t
t += (3,)
print(t, u)
s = "ab"
s *= 3
s += "!"
print(s)
data = bytearray(b"abc")
same = data
data += b"def"
data[0] += 1
data[1] ^= 0x20
print(data, same is data)
flags = {1, 2, 3}
flags |= {4}
flags &= {2, 3, 4}
flags -= {3}
flags ^= {2, 9}
print(sorted(flags))

table = {}
for word in "a b a c b a".split():
    table.setdefault(word, [])
    table[word] += [len(table[word])]
print(sorted(table.items()))
grid = [[0] * 3 for _ in range(3)]
for r in range(3):
    for c in range(3):
        grid[r][c] += r * 3
        grid[c][r] -= c
print(grid)


class Logged:
    def __init__(self):
        self.values = {}
        self.trace = []

    def __getitem__(self, key):
        self.trace.append("get %s" % key)
        return self.values.get(key, 0)

    def __setitem__(self, key, value):
        self.trace.append("set %s=%d" % (key, value))
        self.values[key] = value


logged = Logged()
for n in range(3):
    logged["k%d" % (n % 2)] += n + 1
print(logged.trace)


class Meter:
    def __init__(self):
        self._level = 0
        self.reads = 0

    @property
    def level(self):
        self.reads += 1
        return self._level

    @level.setter
    def level(self, value):
        self._level = min(value, 10)


meter = Meter()
for n in range(6):
    meter.level += n
print(meter.level, meter.reads)


class Money:
    def __init__(self, n):
        self.n = n

    def __add__(self, other):
        return Money(self.n + (other.n if isinstance(other, Money) else other))

    def __isub__(self, other):
        for _ in range(other):
            self.n -= 1
        return self


wallet = Money(10)
before = wallet
wallet += Money(5)
print(wallet.n, before.n, wallet is before)
before = wallet
wallet -= 4
print(wallet.n, wallet is before)
big = 1
for k in range(1, 30):
    big *= k
    big += step(k) ** 3
    big ^= k << 40
print(big)


class Purse:
    def __init__(self, *coins):
        self.coins = list(coins)

    def __iter__(self):
        for coin in self.coins:
            yield coin

    def __iadd__(self, other):
        for coin in other.coins if isinstance(other, Purse) else other:
            self.coins.append(coin)
        return self


def halves(n):
    while n:
        n //= 2
        yield n


class Tally(list):
    def __iadd__(self, other):
        for value in other:
            self.append(value)
        self.append("own")
        return self


purse = Purse(1, 2)
purse += Purse(5)
purse += halves(9)
pockets = {"left": Purse(), "right": [7]}
pockets["left"] += purse
pockets["right"] += purse
pockets["right"] += halves(5)
tally = Tally([0])
tally += halves(3)
print(list(purse), list(pockets["left"]), pockets["right"], list(tally))
