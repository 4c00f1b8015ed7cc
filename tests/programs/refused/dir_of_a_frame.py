# refused: 4:12 dir()
def names():
    first, second = 1, 2
    return dir()


print(len(names()))
