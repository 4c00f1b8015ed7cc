# A counter whose whole state is globals of the module.
value = 0
step = 1
history = []


def bump(n):
    global value
    for _ in range(n):
        value += step
    history.append(value)
    return value


def peek():
    return value


def indirect():
    return peek()


def reset():
    global value, history
    value, history = 0, []
