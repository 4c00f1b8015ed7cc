# Several modules: siblings and a package, `import x`, `import x.y as z`, `from x import y as z`, classes across modules.
import prices
import shop
import shop.stock as warehouse
from prices import TAX, Rounding as Round, with_tax
from shop import Basket, describe
from shop.stock import OutOfStock, Stock

stock = Stock({"apple": 5, "pear": 2, "plum": 0})
print(prices.TAX, TAX, with_tax(200), prices.with_tax(99, rate=10))
print(shop.NAME, warehouse.checks, describe(stock))

basket = Basket("ann", stock)
for name, count in (("apple", 2), ("pear", 1), ("apple", 2), ("plum", 1), ("pear", 5), ("kiwi", 1)):
    try:
        basket.add(name, count)
    except OutOfStock as e:
        print("out of stock:", e.name, e.wanted, e.left)
    except KeyError as e:
        print("never heard of", e.args[0])
    else:
        print("added", count, name, "->", len(basket))
print(basket.total(), basket.total(Round(10)), basket.lines())
print(warehouse.checks, describe(stock))


class Gift(Basket):
    def total(self, rounding=None):
        return super().total(rounding) // 2

    def add(self, name, count=1):
        for _ in range(count):
            super().add(name, 1)
        return self


gift = Gift("bob", Stock({"apple": 9, "pear": 9}))
print(gift.add("apple", 3).add("pear", 2).total(), len(gift), isinstance(gift, shop.basket.Basket))
print(warehouse.checks, prices.calls, [name for name in sorted(prices.CATALOGUE)])
prices.CATALOGUE["apple"] = 1000
print(basket.total(), gift.total())
for rate in range(0, 30, 10):
    prices.set_rate(rate)
    print(rate, prices.TAX, TAX, with_tax(100))
print(warehouse is shop.stock, Stock is warehouse.Stock, shop.Basket is shop.basket.Basket)
print(prices.__name__, Stock.__name__, __name__)


def at_counter():
    from shop import counter

    return counter.first, hasattr(counter, "closed"), counter.asked


print(at_counter())
