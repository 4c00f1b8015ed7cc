# refused: 7:5 match in a class body
import sys


class Settings:
    wide = True
    match sys.byteorder:
        case "little":
            order = "<"
        case _:
            order = ">"


print(Settings.wide)
