# Ends in a custom exception whose __str__ loops over its state.
class Overflow(Exception):
    def __init__(self, limit, items):
        super().__init__(limit)
        self.limit = limit
        self.items = items

    def __str__(self):
        text = "over %d:" % self.limit
        for item in self.items:
            text += " %d" % item
        return text


class Bucket:
    def __init__(self, limit):
        self.limit = limit
        self.items = []

    def add(self, item):
        if sum(self.items) + item > self.limit:
            raise Overflow(self.limit, self.items + [item])
        self.items.append(item)
        return self


bucket = Bucket(100)
for n in range(40):
    bucket.add(n % 4)
    print("holds", sum(bucket.items))
for n in range(40):
    bucket.add(n)
    print("holds", sum(bucket.items))
