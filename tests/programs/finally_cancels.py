# Leaving that does not come about: a finally raises, breaks or continues while a break, continue or return is on its way.
class Guard:
    def __init__(self, n):
        self.n = n
    def __enter__(self):
        print("enter", self.n)
    def __exit__(self, kind, value, traceback):
        print("exit", self.n, kind.__name__ if kind else "-")
        return True

def f2(n):
    x = n
    raise ValueError(n)

def one():
    for i in range(3):
        with Guard("g"):
            try:
                break
            finally:
                f2(i)
                print("no")
        with Guard("h"):
            print("in h", i)
        print("after", i)
    print("end one")

def two():
    for i in range(2):
        try:
            for k in range(3):
                try:
                    if k == 1:
                        return "never"
                    print("k", k)
                finally:
                    if k == 1:
                        break
            print("after loop", k)
        finally:
            print("outer finally", i)
            print("still")
        print("end of", i)
    return "two"

def three():
    for i in range(4):
        try:
            try:
                break
            finally:
                print("f", i)
                if i < 2:
                    continue
        finally:
            print("g", i)
            print("h", i)
    print("three")
    return i

def four():
    try:
        try:
            return 1
        finally:
            f2(3)
    except ValueError as e:
        print("caught", e)
    finally:
        print("in finally")
        print("again")
    print("goes on")
    return 4

def five():
    r = []
    n = 0
    while n < 4:
        n += 1
        try:
            try:
                if n == 2:
                    continue
                if n == 3:
                    break
            finally:
                r.append(n)
                if n > 1:
                    f2(n)
        except ValueError:
            r.append("v")
            print(r)
        else:
            print("else", n)
        finally:
            print("fin", n)
        print("bottom", n)
    return r

one()
print(two())
print(three())
print(four())
print(five())
