def work(n):
    for i in range(n):
        step(i)
        try:
            if i == 3:
                return step(i)
            step(i)
        except ValueError as error:
            print(error)
            step(-i)
        finally:
            print(step(i))


def step(n):
    while n > 100:
        n -= 1
    return n


work(5)
