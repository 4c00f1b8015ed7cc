# Ends in an exception caught and raised again at two levels, with loops in the handlers.
class Broken(Exception):
    pass


def deepest(n):
    for i in range(n):
        if i == 30:
            raise Broken("at %d" % i)
    return n


def middle(n):
    try:
        return deepest(n)
    except Broken:
        for k in range(3):
            print("middle saw it", k)
        raise


def outer(n):
    try:
        return middle(n)
    except (KeyError, Broken) as e:
        print("outer saw", e)
        raise
    finally:
        print("outer finally", n)


for n in (10, 20, 30, 40):
    print(outer(n))
