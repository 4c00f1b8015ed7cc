"""`abc` as devices get it: the names. What is abstract the compiler finds, and has the classes refuse."""


class ABC:
    pass


class ABCMeta:
    """As `metaclass=ABCMeta`, which the compiler takes out."""


def abstractmethod(function):
    return function
