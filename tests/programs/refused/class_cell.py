# refused: 4:16 __class__
class Point:
    def kind(self):
        return __class__


print(Point().kind() is Point)
