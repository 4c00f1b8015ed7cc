# refused: 6:12 sys._getframe()
import sys


def caller():
    return sys._getframe(0)


print(caller().f_lineno > 0)
