"""Shapes."""
import state
class BadShape(ValueError):
    pass
class Shape:
    def area(self):
        return 0
    def label(self):
        return type(self).__name__ + " " + str(self.area())
class Circle(Shape):
    def __init__(self, r):
        self.r = r
    def area(self):
        return 3 * self.r ** 2
class Square(Shape):
    def __init__(self, side):
        if side < 0:
            raise BadShape("side %d" % side)
        self.side = side
        state.bump(side)
    def area(self):
        return self.side * self.side
def area_sum(shapes):
    t = 0
    for s in shapes:
        t += s.area()
    return t
if __name__ == "__main__":
    print("not reached")
