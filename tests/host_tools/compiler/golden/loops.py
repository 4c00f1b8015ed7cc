def shared(items):
    total = 0
    for item in items:
        if item < 0:
            continue
        total += weigh(item)
    else:
        total += 1
    return total


def weigh(item):
    n = 0
    while n < item * 1000:
        n += 1
    return n


for i in range(1000):
    print(i, shared([i, -i]))
