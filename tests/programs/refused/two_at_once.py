# refused: 3:12 locals()
def numbers():
    return locals()


def later():
    return list(vars())


print(list(numbers()), later.__name__)
