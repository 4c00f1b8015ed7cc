# A package: its __init__ has code of its own and takes names from its submodules.
from . import counter
from shop.basket import Basket
from .stock import Stock

NAME = "-".join([word.upper() for word in ("corner", "shop")])


def describe(stock):
    parts = []
    for name in stock:
        parts.append("%s:%d" % (name, stock[name]))
    return " ".join(parts)


__all__ = ["Basket", "NAME", "Stock", "describe"]
