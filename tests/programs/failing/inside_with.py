# Ends in RuntimeError raised inside with blocks that do not suppress it; their exits run and print.
class Section:
    def __init__(self, name):
        self.name = name

    def __enter__(self):
        print("enter", self.name)
        return self

    def __exit__(self, kind, value, traceback):
        for n in range(3):
            print("exit", self.name, n, kind is None)
        return False

    def work(self, n):
        total = 0
        for i in range(n):
            total += i
        if total > 200:
            raise RuntimeError("too much: %d" % total)
        return total


with Section("warm up") as section:
    print(section.work(10))
with Section("outer") as outer:
    with Section("inner") as inner:
        for n in range(5, 50, 5):
            print(n, inner.work(n))
    print("never")
