# refused: 4:12 __import__()
def load(name):
    """Which module it is turns out late."""
    return __import__(name)


print(load("math").floor(2.5))
