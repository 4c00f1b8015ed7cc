# A submodule that uses a module outside of its package and a sibling inside it.
import prices
from shop.stock import OutOfStock


class Basket:
    def __init__(self, owner, stock):
        self.owner = owner
        self.stock = stock
        self.counts = {}
        self.refused = 0

    def add(self, name, count=1):
        try:
            self.stock.take(name, count)
        except OutOfStock:
            self.refused += 1
            raise
        self.counts[name] = self.counts.get(name, 0) + count

    def __len__(self):
        return sum(self.counts.values())

    def total(self, rounding=None):
        amount = 0
        for name in sorted(self.counts):
            amount += prices.with_tax(prices.CATALOGUE[name]) * self.counts[name]
        return rounding(amount) if rounding else amount

    def lines(self):
        return [(name, self.counts[name]) for name in sorted(self.counts)]
