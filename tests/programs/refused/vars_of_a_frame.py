# refused: 4:12 vars()
def names():
    a = 1
    return vars(), a


print(names())
