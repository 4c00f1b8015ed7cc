# The innermost module; it looks up at the package above it.
import deep

log = []
depth_seen = 0


def dig(n):
    global depth_seen
    depth_seen = max(depth_seen, n)
    if n == 0:
        return []
    return dig(n - 1) + [n * deep.level]


def look_up():
    return deep.level


class Probe:
    made = 0

    def __init__(self):
        self.total = 0
        Probe.made += 1

    def __call__(self, n):
        for k in range(n):
            self.total += k
            log.append("%d:%d" % (n, k))
        return self
