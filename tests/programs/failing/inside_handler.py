# Ends in TypeError raised in an except handler.
def parse(text):
    digits = 0
    for c in text:
        digits += c.isdigit()
    if digits != len(text):
        raise ValueError(text)
    return int(text)


def recover(error):
    print("recovering from", error)
    return error.args[0] + 1


def total(words):
    result = 0
    for word in words:
        try:
            result += parse(word)
        except ValueError as e:
            result += recover(e)
        print(word, result)
    return result


print(total([str(n * 37) for n in range(12)]))
print(total(["1", "two", "3"]))
