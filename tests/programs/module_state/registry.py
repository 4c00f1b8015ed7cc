# A registry filled by a decorator; it imports a sibling that the main module imports too.
import counter

names = []
_functions = {}
_calls = {}


class Missing(Exception):
    pass


def register(function):
    name = function.__name__
    names.append(name)
    _functions[name] = function
    _calls[name] = 0
    return function


def call(name, *args):
    if name not in _functions:
        counter.bump(1)
        raise Missing(name)
    _calls[name] += 1
    return _functions[name](*args)


def total_calls():
    return sum([_calls[name] for name in names])
