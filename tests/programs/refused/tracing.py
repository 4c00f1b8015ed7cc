# refused: 9:1 sys.settrace()
import sys


def trace(frame, event, argument):
    return None


sys.settrace(trace)
print("traced")
sys.settrace(None)
