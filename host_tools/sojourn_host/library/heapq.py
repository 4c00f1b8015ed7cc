"""`heapq` as devices get it: what MicroPython's own has not, over plain lists.

Lives here: ordinary Python that is compiled along with a program.
"""

NATIVE = ("heapify", "heappop", "heappush")


def _up(heap, at):
    """A value that may be less than those above it rises."""
    value = heap[at]
    while at:
        above = (at - 1) >> 1
        if not value < heap[above]:
            break
        heap[at] = heap[above]
        at = above
    heap[at] = value


def _down(heap, at):
    """A value that may be more than those below it sinks: to the bottom along the lesser ones, then up again."""
    value, start, count = heap[at], at, len(heap)
    below = 2 * at + 1
    while below < count:
        if below + 1 < count and not heap[below] < heap[below + 1]:
            below += 1
        heap[at] = heap[below]
        at = below
        below = 2 * at + 1
    heap[at] = value
    while at > start:
        above = (at - 1) >> 1
        if not value < heap[above]:
            break
        heap[at] = heap[above]
        at = above
        heap[at] = value


def heappush(heap, item):
    heap.append(item)
    _up(heap, len(heap) - 1)


def heappop(heap):
    last = heap.pop()
    if heap:
        first = heap[0]
        heap[0] = last
        _down(heap, 0)
        return first
    return last


def heapify(x):
    for at in range(len(x) // 2 - 1, -1, -1):
        _down(x, at)


def heapreplace(heap, item):
    first = heap[0]
    heap[0] = item
    _down(heap, 0)
    return first


def heappushpop(heap, item):
    if heap and heap[0] < item:
        item, heap[0] = heap[0], item
        _down(heap, 0)
    return item


def _in_order(iterable, key):
    """[key, number, value] of each value: the numbers decide between equal keys."""
    found = []
    for value in iterable:
        found.append((value if key is None else key(value), len(found), value))
    return found


def nsmallest(n, iterable, key=None):
    heap = _in_order(iterable, key)
    heapify(heap)
    return [heappop(heap)[2] for _ in range(min(max(n, 0), len(heap)))]


class _More:
    """Orders the other way round."""

    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        return other.value < self.value

    def __gt__(self, other):  # MicroPython compares tuples by this one
        return self.value < other.value

    def __eq__(self, other):
        return other.value == self.value


def nlargest(n, iterable, key=None):
    heap = [(_More(kind), number, value) for kind, number, value in _in_order(iterable, key)]
    heapify(heap)
    return [heappop(heap)[2] for _ in range(min(max(n, 0), len(heap)))]


def merge(*iterables, key=None, reverse=False):
    heap = []
    for number, iterable in enumerate(iterables):
        iterator = iter(iterable)
        for value in iterator:
            kind = value if key is None else key(value)
            heap.append((_More(kind) if reverse else kind, number, value, iterator))
            break
    heapify(heap)
    while heap:
        _, number, value, iterator = heap[0]
        yield value
        ended = True
        for value in iterator:
            kind = value if key is None else key(value)
            heapreplace(heap, (_More(kind) if reverse else kind, number, value, iterator))
            ended = False
            break
        if ended:
            heappop(heap)
