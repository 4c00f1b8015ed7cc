# Ends in StopIteration from next() on an iterator that has run out.
def pairs(items):
    it = iter(items)
    out = []
    while len(out) < 5:
        first = next(it)
        out.append((first, next(it)))
    return out


for n in range(10, 14):
    print(pairs(range(n)))
for n in range(11, 7, -1):
    print(pairs([n + k for k in range(n)]))
