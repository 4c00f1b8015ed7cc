# Ends in ValueError raised by a call on the first line of a statement of several lines.
def area(width, height, *more):
    total = width * height
    for m in more:
        total *= m
    if total > 1000:
        raise ValueError("too large: %d" % total)
    return total


sizes = [(2, 3), (4, 5), (10, 20), (30, 40)]
total = 0
for width, height in sizes:
    for n in range(4):
        total += area(
            width,
            height,
            1,
        )
        print(
            "total",
            total,
        )
