# refused: 4:9 Enum()
from enum import Enum

Color = Enum("Color", "RED GREEN")
print(Color.RED.value)


class Named(Enum):
    def shown(self):
        return self.name.lower()


Shape = Named("Shape", "SQUARE CIRCLE")
print(Shape.CIRCLE.shown())
