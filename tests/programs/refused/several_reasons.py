# refused: 4:1 import mmap
# Everything is named in one run: an import, a call, a frame.
import sys
import mmap


def look():
    return locals(), sys._getframe(), eval("1")


print(len(look()), mmap.PAGESIZE > 0)
