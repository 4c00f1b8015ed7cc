# refused: 4:9 Enum()
from enum import Enum

Color = Enum("Color", "RED GREEN")
print(Color.RED.value)
