# The module the exception comes from.
LIMIT = 70


class Engine:
    def __init__(self, feed):
        self.feed = feed
        self.heat = 0

    def turn(self, n):
        for k in range(n):
            self.heat = max(self.heat, self.feed(k))
            if self.heat > LIMIT:
                raise ValueError("engine too hot at %d" % k)
        return self.heat


def run(feed, n):
    return Engine(feed).turn(n)
