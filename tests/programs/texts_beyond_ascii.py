# Loops over texts with letters beyond ASCII: where they stand is counted in letters on both interpreters.
def spelled(text):
    made = []
    for c in text:
        if ord(c) > 126:
            made.append("u%04x" % ord(c))
        else:
            made.append(c)
    return "-".join(made)


def letters(text):
    for place, c in enumerate(text):
        yield place, c


def count(text):
    found = {}
    for c in text:
        if c in found:
            found[c] += 1
        else:
            found[c] = 1
    total = 0
    for c in sorted(found):
        total += found[c] * ord(c)
    return total


words = ["b\u00e4r", "\u20ac 5", "na\u00efve \u00fcber", "plain", "\U0001f600 \u4f60\u597d"]
for word in words:
    print(spelled(word), len(word), count(word))
    for place, c in letters(word):
        print(place, ord(c), end=" ")
    print()
for left, right in zip("\u00e4\u00f6\u00fc", "a\u4f60c"):
    print(ord(left), ord(right), left < right)
kept = iter("\u00e9t\u00e9")
print(ord(next(kept)))
for c in kept:
    print(ord(c))
