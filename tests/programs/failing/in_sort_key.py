# Ends in KeyError raised in a key function called by sorted, a native.
ranks = {}
for n, name in enumerate("ace king queen jack ten nine".split()):
    ranks[name] = n
used = []


def rank(name):
    value = 0
    for i in range(ranks[name]):
        value += 1
    return value


hand = ["ten", "ace", "jack", "king"]
for _ in range(6):
    hand = sorted(hand, key=rank)
    print(hand)
    hand.append(hand.pop(0))
print(sorted(hand + ["joker"], key=rank))
