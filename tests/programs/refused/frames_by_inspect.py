# refused: 6:1 inspect.currentframe()
# What a log wants to know.
import os

print(os.sep != "")
from inspect import currentframe

print(currentframe() is not None)
