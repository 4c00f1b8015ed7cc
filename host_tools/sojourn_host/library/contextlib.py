"""`contextlib` as devices get it: contextmanager, suppress, closing, nullcontext, ExitStack.

Lives here: ordinary Python that is compiled along with a program.
"""


class ContextDecorator:
    def __call__(self, function):
        def inside(*args, **keywords):
            with self._recreate_cm():
                return function(*args, **keywords)

        return inside

    def _recreate_cm(self):
        return self


class _GeneratorContext(ContextDecorator):
    def __init__(self, function, args, keywords):
        self._made = (function, args, keywords)
        self.gen = function(*args, **keywords)

    def _recreate_cm(self):
        return _GeneratorContext(*self._made)

    def __enter__(self):
        try:
            return next(self.gen)
        except StopIteration:
            raise RuntimeError("generator didn't yield") from None

    def __exit__(self, kind, error, trace):
        if error is None:
            if kind is not None:
                error = kind()
            else:
                try:
                    next(self.gen)
                except StopIteration:
                    return False
                raise RuntimeError("generator didn't stop")
        try:
            self.gen.throw(error)
        except StopIteration as ended:
            return ended is not error
        except RuntimeError as raised:
            if raised is error or isinstance(error, StopIteration):
                return False
            raise
        except BaseException as raised:
            if raised is error:
                return False
            raise
        raise RuntimeError("generator didn't stop after throw()")


def contextmanager(function):
    """A decorator: what a generator function does before and after its `yield`, as a context."""
    return lambda *args, **keywords: _GeneratorContext(function, args, keywords)


class suppress:
    def __init__(self, *exceptions):
        self._exceptions = exceptions

    def __enter__(self):
        return None

    def __exit__(self, kind, error, trace):
        return kind is not None and issubclass(kind, self._exceptions)


class closing:
    def __init__(self, thing):
        self.thing = thing

    def __enter__(self):
        return self.thing

    def __exit__(self, kind, error, trace):
        self.thing.close()


class nullcontext:
    def __init__(self, enter_result=None):
        self.enter_result = enter_result

    def __enter__(self):
        return self.enter_result

    def __exit__(self, kind, error, trace):
        return None


class AbstractContextManager:
    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        return None


class ExitStack:
    """Contexts and callbacks that are left in the reverse order."""

    def __init__(self):
        self._exits = []

    def __enter__(self):
        return self

    def enter_context(self, context):
        value = context.__enter__()
        self._exits.append((0, context, (), {}))
        return value

    def push(self, exit):
        self._exits.append((0 if hasattr(exit, "__exit__") else 1, exit, (), {}))
        return exit

    def callback(self, function, *args, **keywords):
        self._exits.append((2, function, args, keywords))
        return function

    def pop_all(self):
        other = ExitStack()
        other._exits = self._exits
        self._exits = []
        return other

    def close(self):
        self.__exit__(None, None, None)

    def __exit__(self, kind, error, trace):
        given = error
        while self._exits:
            how, exit, args, keywords = self._exits.pop()
            try:
                if how == 0:
                    quiet = exit.__exit__(kind, error, None)  # a traceback cannot move
                elif how == 1:
                    quiet = exit(kind, error, None)
                else:
                    exit(*args, **keywords)
                    quiet = False
                if quiet:
                    kind = error = None
            except BaseException as raised:
                kind, error = type(raised), raised
        if error is not None and error is not given:
            raise error
        return given is not None and error is None
