# A sibling module: module-level tables built by loops, a global changed by a function, a class.
TAX = 20
CATALOGUE = {}
calls = 0
for number, name in enumerate(["apple", "pear", "plum"]):
    CATALOGUE[name] = 0
    for _ in range(number + 2):
        CATALOGUE[name] += 15


def with_tax(amount, rate=None):
    global calls
    calls += 1
    if rate is None:
        rate = TAX
    whole = 0
    for _ in range(rate):
        whole += amount
    return amount + whole // 100


def set_rate(rate):
    global TAX
    TAX = rate


class Rounding:
    def __init__(self, unit):
        self.unit = unit

    def __call__(self, amount):
        while amount % self.unit:
            amount += 1
        return amount
