# refused: 3:23 from itertools import shuffled
# What different passes of the compiler refuse is named in one run.
from itertools import shuffled
import threading
from enum import Enum

Size = Enum("Size", "SMALL LARGE")


def look():
    return shuffled(locals()), threading.current_thread()


print(look(), Size.SMALL)
