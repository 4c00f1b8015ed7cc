# Method calls: counters, getters, an overridden method reached through super().
class Counter:
    def __init__(self, start):
        self.value = start
        self.steps = 0

    def add(self, n):
        self.value = (self.value * 3 + n) & 0xFFFFFF
        self.steps += 1
        return self.value

    def get(self):
        return self.value

    def both(self, n):
        return self.add(n) + self.get() >> 1


class Doubler(Counter):
    def add(self, n):
        return super().add(n + n)


def run(counter, rounds):
    total = 0
    for i in range(rounds):
        total ^= counter.both(i)
        if counter.get() & 1:
            total += counter.add(total & 0xFF)
    return total & 0xFFFFFF


def main():
    print(run(Counter(1), 900000), run(Doubler(1), 500000))


main()
