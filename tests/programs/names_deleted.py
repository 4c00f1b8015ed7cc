# del of locals, of several at once, of shared and global names, with a value given again; lambdas with computed defaults.
def same(value):
    return value


def again():
    (first, second), third = (1, 2), 3
    del first, (second, third)
    same(1)
    first = "again"
    same(2)
    return first


def sometimes(count):
    found = []
    for number in range(count):
        value = same(number) * 10
        if number % 3 == 1:
            del value
        try:
            found.append(value)
        except NameError:
            found.append("gone")
    return found


def shared():
    value = same(5)

    def get():
        return value

    before = get()
    del value
    try:
        get()
    except NameError:
        return before, "empty"


def outer():
    global passing
    passing = same(3)
    del passing
    try:
        return passing
    except NameError:
        return "no global"


print(again(), sometimes(8), shared(), outer())
calls = [(lambda a, b=same(n), *, c=same(n * 2): (a, b, c)) for n in range(4)]
print([call(same(7)) for call in calls])
print((lambda p, q=same("default"): (p, q))(same("given")))


def within():
    _result, _source = 5, 6
    return [(lambda: _result + _source + i)() for i in range(same(3))]


print(within())


def searched(numbers):
    if any((hit := number) > 3 for number in numbers):
        return "hit", hit
    return "none", hit


for numbers in ([1, 5, 2], [1, 2], [9]):
    print(searched(numbers))
print(max((best := n * n) for n in range(5)), best)
for kind in (1, 2, 3):
    text = "kind %d" % same(kind)
    del kind
    print(text, "kind" in globals())
    kind = text


def later():
    same(1)
    try:
        return bound_later
    except NameError:
        return "not yet"


print(later(), same(2))
bound_later = same(3)
print(later())
for number in range(2):
    try:
        added += same(number)
    except NameError:
        added = same(10)
print(added)
try:
    same(nowhere)
except NameError:
    print("nowhere")
