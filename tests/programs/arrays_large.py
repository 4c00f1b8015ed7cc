# Arrays of more than some hundred bytes, in objects, lists and tuples: a generator of numbers with its state in one.
from array import array


class Generator:
    def __init__(self, seed):
        self.words = array("I", bytes(4 * 600))
        self.at = 0
        self.fill(seed)

    def fill(self, seed):
        words = self.words
        words[0] = seed & 0xFFFFFFFF
        for n in range(1, len(words)):
            last = words[n - 1]
            words[n] = (1812433253 * (last ^ (last >> 30)) + n) & 0xFFFFFFFF

    def next(self):
        found = self.words[self.at]
        self.words[self.at] = (found * 69069 + 1) & 0xFFFFFFFF
        self.at = (self.at + 37) % len(self.words)
        return found


made = []


def shared():
    if not made:
        made.append(Generator(42))
    return made[0]


held = (array("d", [n / 4 for n in range(100)]), [array("h", range(-300, 300))], {"b": array("B", bytes(range(256)))})
same = held[0]
for n in range(12):
    print(n, shared().next(), sum(held[0]), sum(held[1][0]), sum(held[2]["b"]), same is held[0])
    held[0][n] = n * 1000.5
    held[1][0][n] += 1
    held[2]["b"][n] = 255 - n
print(list(made[0].words)[:3], list(held[1][0])[:3], len(held[2]["b"]))
