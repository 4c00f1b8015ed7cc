# refused: 6:13 breakpoint()
def work(n):
    total = 0
    for i in range(n):
        if i < 0:
            breakpoint()
        total += i
    return total


print(work(4))
