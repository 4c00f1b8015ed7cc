# Ends in AssertionError with a message computed by a call.
def describe(items):
    out = ""
    for item in items:
        out += "<%s>" % item
    return out


def sort(items):
    for i in range(len(items)):
        for j in range(len(items) - 1):
            if items[j] > items[j + 1]:
                items[j], items[j + 1] = items[j + 1], items[j]
    return items


def check(items):
    for a, b in zip(items, items[1:]):
        assert a < b, "not rising: " + describe(items)
    return len(items)


print(check(sort([5, 3, 1, 4, 2])))
print(check(sort([9, 8, 7, 1])))
print(check(sort([5, 3, 5, 4, 2])))
