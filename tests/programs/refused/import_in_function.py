# refused: 3:12 __import__()
def load(name):
    return __import__(name)


print(load("math").pi)
