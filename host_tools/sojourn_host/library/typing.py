"""`typing` as devices get it: names that annotations need, none of which does anything.

Lives here: ordinary Python, compiled along with a program.  Base classes (Generic, Protocol) are taken out of class
statements by the compiler, and NamedTuple is lowered by it.
"""

TYPE_CHECKING = False


class _Form:
    """Something that may be subscripted, joined with | and called, and stays what it is."""

    def __init__(self, name):
        self._name = name

    def __getitem__(self, item):
        return self

    def __or__(self, other):
        return self

    def __ror__(self, other):
        return self

    def __call__(self, *args, **keywords):
        raise TypeError("Type " + self._name + " cannot be instantiated")

    def __repr__(self):
        return "typing." + self._name


class TypeVar:
    def __init__(self, name, *constraints, bound=None, covariant=False, contravariant=False):
        self.__name__ = name

    def __or__(self, other):
        return self

    def __ror__(self, other):
        return self

    def __repr__(self):
        return "~" + self.__name__


ParamSpec = TypeVar
TypeVarTuple = TypeVar


class Generic:
    pass


class Protocol:
    pass


def NewType(name, of):
    return lambda value: value


def cast(type_, value):
    return value


def overload(function):
    return function


def final(decorated):
    return decorated


def override(function):
    return function


def no_type_check(decorated):
    return decorated


def runtime_checkable(cls):
    return cls


def assert_type(value, type_):
    return value


def reveal_type(value):
    return value


def assert_never(value):
    raise AssertionError("Expected code to be unreachable, but got: " + repr(value))


Any = _Form("Any")
Union = _Form("Union")
Optional = _Form("Optional")
Callable = _Form("Callable")
Literal = _Form("Literal")
Final = _Form("Final")
ClassVar = _Form("ClassVar")
Annotated = _Form("Annotated")
List = _Form("List")
Dict = _Form("Dict")
Set = _Form("Set")
FrozenSet = _Form("FrozenSet")
Tuple = _Form("Tuple")
Type = _Form("Type")
Deque = _Form("Deque")
DefaultDict = _Form("DefaultDict")
OrderedDict = _Form("OrderedDict")
Counter = _Form("Counter")
ChainMap = _Form("ChainMap")
Iterable = _Form("Iterable")
Iterator = _Form("Iterator")
Generator = _Form("Generator")
Sequence = _Form("Sequence")
MutableSequence = _Form("MutableSequence")
Mapping = _Form("Mapping")
MutableMapping = _Form("MutableMapping")
Collection = _Form("Collection")
Container = _Form("Container")
Hashable = _Form("Hashable")
Sized = _Form("Sized")
Reversible = _Form("Reversible")
AbstractSet = _Form("AbstractSet")
MutableSet = _Form("MutableSet")
Awaitable = _Form("Awaitable")
Coroutine = _Form("Coroutine")
AsyncIterator = _Form("AsyncIterator")
AsyncIterable = _Form("AsyncIterable")
AsyncGenerator = _Form("AsyncGenerator")
ContextManager = _Form("ContextManager")
AsyncContextManager = _Form("AsyncContextManager")
Text = _Form("Text")
AnyStr = _Form("AnyStr")
NoReturn = _Form("NoReturn")
Never = _Form("Never")
Self = _Form("Self")
LiteralString = _Form("LiteralString")
TypeAlias = _Form("TypeAlias")
Concatenate = _Form("Concatenate")
TypeGuard = _Form("TypeGuard")
Required = _Form("Required")
NotRequired = _Form("NotRequired")
Unpack = _Form("Unpack")
SupportsInt = _Form("SupportsInt")
SupportsFloat = _Form("SupportsFloat")
SupportsIndex = _Form("SupportsIndex")
SupportsAbs = _Form("SupportsAbs")
SupportsRound = _Form("SupportsRound")
Pattern = _Form("Pattern")
Match = _Form("Match")
IO = _Form("IO")
TextIO = _Form("TextIO")
BinaryIO = _Form("BinaryIO")
