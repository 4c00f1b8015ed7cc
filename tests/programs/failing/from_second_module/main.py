# Ends in ValueError raised in a second module that calls back into this one.
import engine


def feed(n):
    total = 0
    for i in range(n):
        total += i
    return total


print(engine.run(feed, 12))
print(engine.Engine(feed).turn(14))
print("never")
