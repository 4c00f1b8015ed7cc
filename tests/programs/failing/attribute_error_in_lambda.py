# Ends in AttributeError raised in a lambda called from a loop in a function.
class Item:
    def __init__(self, size):
        self.size = size


def measure(items, function):
    total = 0
    for item in items:
        total += function(item)
        print("measured", total)
    return total


items = [Item(n * n) for n in range(20)]
size = lambda item: item.size  # noqa: E731
print(measure(items, size))
items.insert(15, "not an item")
print(measure(items, lambda item: item.size + 1))
