# refused: 4:19 locals()
def report(a, b):
    c = a + b
    return sorted(locals().items()) + [c]


print(report(1, 2))
