# refused: 3:1 import threading
# What different passes of the compiler refuse is named in one run.
import threading
from enum import Enum

Size = Enum("Size", "SMALL LARGE")


def look():
    return sorted(locals()), threading.current_thread().name


print(look(), Size.SMALL)
