# refused: 8:1 setting builtins.abs
import builtins


def other(value):
    return value

builtins.abs = other
print(abs(-3))
