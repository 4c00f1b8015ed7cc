"""`itertools` as devices get it: generators, so that a process can be cut inside any of them and moves with them.

Lives here: ordinary Python that is compiled along with a program.  `chain` is an object, since it has a method.
"""

_MISSING = object()


def count(start=0, step=1):
    while True:
        yield start
        start += step


def cycle(iterable):
    kept = []
    for value in iterable:
        yield value
        kept.append(value)
    while kept:
        for value in kept:
            yield value


def repeat(value, times=None):
    if times is None:
        while True:
            yield value
    for _ in range(times):
        yield value


def accumulate(iterable, func=None, *, initial=None):
    total = initial
    if initial is not None:
        yield total
    begun = initial is not None
    for value in iterable:
        if not begun:
            total = value
            begun = True
        elif func is None:
            total = total + value
        else:
            total = func(total, value)
        yield total


class _Chain:
    def __call__(self, *iterables):
        for iterable in iterables:
            for value in iterable:
                yield value

    def from_iterable(self, iterables):
        for iterable in iterables:
            for value in iterable:
                yield value


chain = _Chain()


def compress(data, selectors):
    chosen = iter(selectors)
    for value in data:
        wanted = next(chosen, _MISSING)
        if wanted is _MISSING:
            return
        if wanted:
            yield value


def dropwhile(predicate, iterable):
    dropping = True
    for value in iterable:
        if dropping and predicate(value):
            continue
        dropping = False
        yield value


def takewhile(predicate, iterable):
    for value in iterable:
        if not predicate(value):
            return
        yield value


def filterfalse(predicate, iterable):
    for value in iterable:
        if not (value if predicate is None else predicate(value)):
            yield value


def starmap(function, iterable):
    for arguments in iterable:
        yield function(*arguments)


def islice(iterable, *limits):
    if not limits or len(limits) > 3:
        raise TypeError("islice expected from 2 to 4 arguments")
    for limit in limits:
        if limit is not None and (not isinstance(limit, int) or limit < 0):
            which = "Indices" if len(limits) > 1 else "Stop argument"
            raise ValueError(which + " for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
    start = (limits[0] or 0) if len(limits) > 1 else 0
    stop = limits[1] if len(limits) > 1 else limits[0]
    step = (1 if limits[2] is None else limits[2]) if len(limits) > 2 else 1
    if not step:
        raise ValueError("Step for islice() must be a positive integer or None.")
    return _sliced(iter(iterable), start, stop, step)


def _sliced(iterator, start, stop, step):
    at = 0
    while stop is None or at < stop:
        value = next(iterator, _MISSING)
        if value is _MISSING:
            return
        if at == start:
            yield value
            start += step
        at += 1


def pairwise(iterable):
    before = _MISSING
    for value in iterable:
        if before is not _MISSING:
            yield (before, value)
        before = value


def batched(iterable, n, *, strict=False):
    if n < 1:
        raise ValueError("n must be at least one")
    return _batches(iterable, n, strict)


def _batches(iterable, n, strict):
    batch = []
    for value in iterable:
        batch.append(value)
        if len(batch) == n:
            yield tuple(batch)
            batch = []
    if batch:
        if strict:
            raise ValueError("batched(): incomplete batch")
        yield tuple(batch)


def zip_longest(*iterables, fillvalue=None):
    iterators = [iter(iterable) for iterable in iterables]
    left = len(iterators)
    ended = [False] * left
    while left:
        row = []
        for at in range(len(iterators)):
            value = fillvalue
            if not ended[at]:
                value = next(iterators[at], _MISSING)
                if value is _MISSING:
                    ended[at] = True
                    left -= 1
                    if not left:
                        return
                    value = fillvalue
            row.append(value)
        yield tuple(row)


def product(*iterables, repeat=1):
    pools = [list(iterable) for iterable in iterables] * repeat
    return _products(pools)


def _products(pools):
    for pool in pools:
        if not pool:
            return
    at = [0] * len(pools)
    row = [pool[0] for pool in pools]
    while True:
        yield tuple(row)
        place = len(pools) - 1
        while place >= 0:
            at[place] += 1
            if at[place] < len(pools[place]):
                row[place] = pools[place][at[place]]
                break
            at[place] = 0
            row[place] = pools[place][0]
            place -= 1
        if place < 0:
            return


def permutations(iterable, r=None):
    pool = list(iterable)
    return _permuted(pool, len(pool) if r is None else r)


def _permuted(pool, r):
    if r > len(pool):
        return
    chosen = []  # indices, as in an odometer none of whose wheels shows the same as another
    for at in range(r):
        chosen.append(at)
    while True:
        yield tuple([pool[at] for at in chosen])
        place = r - 1
        while place >= 0:
            at = chosen[place] + 1
            while at in chosen[:place]:
                at += 1
            if at < len(pool):
                break
            place -= 1
        if place < 0:
            return
        del chosen[place:]
        chosen.append(at)
        for at in range(len(pool)):
            if len(chosen) == r:
                break
            if at not in chosen:
                chosen.append(at)


def combinations(iterable, r):
    return _combined(list(iterable), r, 1)


def combinations_with_replacement(iterable, r):
    return _combined(list(iterable), r, 0)


def _combined(pool, r, apart):
    """Rows of `r` values; each index is at least `apart` more than the one before it."""
    count = len(pool)
    if (r > count and apart) or (r and not count):
        return
    chosen = [at * apart for at in range(r)]
    while True:
        yield tuple([pool[at] for at in chosen])
        place = r - 1
        while place >= 0 and chosen[place] == count - 1 - (r - 1 - place) * apart:
            place -= 1
        if place < 0:
            return
        first = chosen[place] + 1
        for at in range(place, r):
            chosen[at] = first + (at - place) * apart


class _Groups:
    """What the groups of one groupby share."""

    def __init__(self, iterator, key):
        self.iterator = iterator
        self.key = key
        self.value = _MISSING
        self.current = _MISSING  # the key of `value`
        self.number = 0

    def advance(self):
        self.value = next(self.iterator, _MISSING)
        if self.value is not _MISSING:
            self.current = self.value if self.key is None else self.key(self.value)


def groupby(iterable, key=None):
    groups = _Groups(iter(iterable), key)
    groups.advance()
    while groups.value is not _MISSING:
        groups.number += 1
        key = groups.current
        yield (key, _group(groups, key, groups.number))
        while groups.number and groups.value is not _MISSING and groups.current == key:
            groups.advance()


def _group(groups, key, number):
    while groups.number == number and groups.value is not _MISSING and groups.current == key:
        value = groups.value
        groups.advance()
        yield value


def tee(iterable, n=2):
    iterator = iter(iterable)
    queues = [[] for _ in range(n)]
    return tuple([_teed(iterator, queues, queue) for queue in queues])


def _teed(iterator, queues, queue):
    while True:
        if not queue:
            value = next(iterator, _MISSING)
            if value is _MISSING:
                return
            for other in queues:
                other.append(value)
        yield queue.pop(0)
