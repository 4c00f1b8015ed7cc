# Ends in an OverflowError raised by the program itself after nested loops have run long.
def collatz(n):
    steps = 0
    while n != 1:
        n = 3 * n + 1 if n & 1 else n // 2
        steps += 1
        if steps > 110:
            raise OverflowError("more than 110 steps")
    return steps


longest = 0
for start in range(1, 30):
    steps = collatz(start)
    if steps > longest:
        longest = steps
        print(start, steps)
