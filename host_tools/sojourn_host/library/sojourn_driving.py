"""Methods of generators in variables: `feed = parser.send` is a function of the program that calls it.

Lives here: one function for each such method, which the compiler (compiler/driving.py) puts in the place of the
attribute. What is no generator has a method of its own under that name.
"""


def _drives(holder):
    """Whether this is a generator."""
    return type(holder) is type((lambda: (yield))())


def send(holder):
    if not _drives(holder):
        return holder.send
    return lambda value: holder.send(value)


def throw(holder):
    if not _drives(holder):
        return holder.throw
    return lambda *error: holder.throw(*error)


def close(holder):
    if not _drives(holder):
        return holder.close
    return lambda: holder.close()


def following(holder):
    if not _drives(holder):
        return holder.__next__
    return lambda: next(holder)
