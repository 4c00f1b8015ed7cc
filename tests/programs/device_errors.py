# lowered: MicroPython has one OSError where CPython has a dozen exceptions, and no warnings
"""Exceptions of the operating system by their own names: from the interpreter, raised, caught, derived, and kept."""


class Unavailable(ConnectionError):
    def __init__(self, host, code):
        super().__init__(host, code)
        self.host = host


def read(path):
    """What a small program does about a file that may not be there."""
    try:
        with open(path) as source:
            return len(source.read())
    except FileNotFoundError as error:
        return "no file", error.errno, error.strerror, type(error).__name__
    except PermissionError:
        return "no permission"
    except OSError as error:
        return "some error", error.errno


def fail(kind):
    if kind == 0:
        raise TimeoutError("too slow")
    if kind == 1:
        raise FileExistsError(17, "File exists")
    if kind == 2:
        raise Unavailable("board", 111)
    if kind == 3:
        raise OSError(13, "by number")
    if kind == 4:
        raise ConnectionResetError
    if kind == 5:
        raise OSError(104, "Connection reset by peer")
    if kind == 6:
        raise BufferError("full")
    if kind == 7:
        raise DeprecationWarning("old")
    return kind


def attempt(kind):
    steps = []
    try:
        try:
            for n in range(3):
                steps.append(n)
            steps.append(fail(kind))
        except (FileExistsError, TimeoutError) as error:
            steps.append(("first", type(error).__name__, str(error), isinstance(error, OSError)))
            for n in range(3):
                steps.append(n * 10)
        except Unavailable as error:
            steps.append(("second", error.host, error.args, isinstance(error, ConnectionError)))
        except ConnectionResetError as error:
            steps.append(("third", len(error.args)))
        else:
            steps.append("nothing")
        finally:
            steps.append("end")
    except PermissionError as error:
        steps.append(("outer", error.errno))
    except (BufferError, Warning) as error:
        steps.append((type(error).__name__, str(error)))
    return steps


print(read("/nowhere/at/all"))
kept = []
for kind in range(9):
    print(attempt(kind))
    try:
        fail(kind)
    except (ConnectionError, Warning, TimeoutError) as error:
        kept.append(error)
    except Exception as error:
        print('not kept:', type(error).__name__)
for error in kept:
    print(type(error).__name__, isinstance(error, OSError), isinstance(error, ConnectionError), error.args)
    try:
        raise error
    except TimeoutError:
        print("timeout")
    except (ConnectionError, UserWarning, DeprecationWarning) as again:
        print("again", again is error)
kinds = [FileNotFoundError, TimeoutError, BrokenPipeError, Unavailable]
for one in kinds:
    try:
        raise one("text", 2)
    except tuple(kinds[1:]) as error:
        print("one of them", issubclass(one, ConnectionError))
    except kinds[0]:
        print("the first")
for given in (("text",), (2, "none such"), ()):
    try:
        raise OSError(*given)
    except OSError as error:
        print(given, error.errno)
