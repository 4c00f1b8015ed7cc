# Ends in ValueError raised in the else part of a try inside a while loop; the handlers beside it do not apply.
def convert(text):
    value = 0
    for c in text:
        value = value * 10 + "0123456789".index(c)
    return value


queue = [str(n * n) for n in range(15)] + ["1x", "5"]
results = []
while queue:
    word = queue.pop(0)
    try:
        size = len(word)
    except ValueError:
        print("never")
    else:
        results.append(convert(word) + size)
        print(word, results[-1])
    finally:
        print("left", len(queue))
