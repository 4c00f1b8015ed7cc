"""What an asynchronous generator is made of: a generator that marks what it gives, among what it awaits.

Lives here: the object that `async for` runs over, with asend, athrow and aclose.
"""


class Given:
    """What the generator gives, among the things it waits for."""

    def __init__(self, value):
        self.value = value


class AsyncGenerator:
    def __init__(self, inner):
        self._inner = inner

    def __aiter__(self):
        return self

    def __anext__(self):
        return _driven(self._inner, None, None)

    def asend(self, value):
        return _driven(self._inner, value, None)

    def athrow(self, error, *more):
        return _driven(self._inner, None, error)

    def aclose(self):
        return _closed(self._inner)


def stream(function):
    """The decorator of an asynchronous generator function."""

    def make(*arguments, **keywords):
        return AsyncGenerator(function(*arguments, **keywords))

    return make


def _driven(inner, value, error):
    try:
        if error is None:
            got = inner.send(value)
        else:
            got = inner.throw(error)
        while not isinstance(got, Given):
            caught = None
            sent = None
            try:
                sent = yield got
            except BaseException as error:
                caught = error
            if caught is None:
                got = inner.send(sent)
            else:
                got = inner.throw(caught)
    except StopIteration:
        raise StopAsyncIteration
    return got.value


def _closed(inner):
    try:
        yield from _driven(inner, None, GeneratorExit())
    except (GeneratorExit, StopAsyncIteration):
        return
    raise RuntimeError("async generator ignored GeneratorExit")
