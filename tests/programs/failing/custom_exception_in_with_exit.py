# Ends in a custom exception raised in __exit__ of the outer of two managers.
class NotClean(Exception):
    pass


class Room:
    def __init__(self, name, items):
        self.name = name
        self.items = items

    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        for item in self.items:
            print("tidying", self.name, item)
            if item == "broken glass":
                raise NotClean(self.name + ": " + item)


def visit(names, items):
    with Room(names[0], items) as a, Room(names[1], items[:2]) as b:
        for n in range(3):
            a.items.append("toy%d" % n)
            b.items.append("book%d" % n)
        print(len(a.items), len(b.items))
    return names


for n in range(4):
    print(visit(["r%d" % n, "s%d" % n], ["x"] * n))
print(visit(["kitchen", "hall"], ["cup", "plate", "broken glass", "pan"]))
