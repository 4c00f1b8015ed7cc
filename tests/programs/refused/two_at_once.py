# refused: 3:12 locals()
def numbers():
    return locals()


def later():
    return list(exec("1"))


print(list(numbers()), later.__name__)
