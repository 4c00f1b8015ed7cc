# refused: 5:20 vars()
class Point:
    def show(self):
        x = 1
        return len(vars()) + len(vars(self)) + x


print(Point().show())
