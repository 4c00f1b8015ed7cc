# Ends in KeyError raised in a finally body; it replaces the ValueError that was on its way.
log = {"start": 0}


def step(n):
    for i in range(n):
        log["start"] += i
    return log["start"]


def clean(name):
    print("cleaning", name)
    return log[name]


def work():
    try:
        for n in range(12):
            print("step", n, step(n))
        raise ValueError("in the body")
    finally:
        print(clean("start"))
        print(clean("finish"))


work()
