# A package with state of its own.
level = 1


def raise_level(n):
    global level
    while n:
        level *= 2
        n -= 1
    return level
