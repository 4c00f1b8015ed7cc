# A submodule with an exception class and a counter at module level.
checks = 0


class OutOfStock(Exception):
    def __init__(self, name, wanted, left):
        super().__init__(name)
        self.name = name
        self.wanted = wanted
        self.left = left


class Stock:
    def __init__(self, counts):
        self.counts = dict(counts)

    def take(self, name, wanted):
        global checks
        checks += 1
        left = self.counts[name]
        if left < wanted:
            raise OutOfStock(name, wanted, left)
        self.counts[name] = left - wanted

    def __iter__(self):
        return iter(sorted(self.counts))

    def __getitem__(self, name):
        return self.counts[name]
