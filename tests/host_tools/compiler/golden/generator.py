def numbers(n):
    while n > 0:
        got = yield n
        n -= got or 1


def doubled(n):
    for number in numbers(n):
        yield number * 2


print(sum(doubled(100)), list(numbers(3)))
for number in doubled(200):
    print(number)
