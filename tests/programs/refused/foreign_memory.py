# refused: 4:1 import ctypes
# A number where C keeps it.
import sys
import ctypes

print(ctypes.c_int(5).value, sys.byteorder != "")
