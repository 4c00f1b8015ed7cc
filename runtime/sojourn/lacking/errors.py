"""Exceptions that MicroPython lacks, made when a program names one; OSErrors under the names that CPython gives them.

May live here: their table, and what makes them. They are stored as the builtins that they are on CPython.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# Name -> what it is derived from.
_BASES = {
    "FileNotFoundError": "OSError", "FileExistsError": "OSError", "PermissionError": "OSError",
    "IsADirectoryError": "OSError", "NotADirectoryError": "OSError", "InterruptedError": "OSError",
    "BlockingIOError": "OSError", "ChildProcessError": "OSError", "ProcessLookupError": "OSError",
    "TimeoutError": "OSError", "ConnectionError": "OSError", "BrokenPipeError": "ConnectionError",
    "ConnectionAbortedError": "ConnectionError", "ConnectionRefusedError": "ConnectionError",
    "ConnectionResetError": "ConnectionError", "BufferError": "Exception", "ReferenceError": "Exception",
    "SystemError": "Exception", "FloatingPointError": "ArithmeticError", "TabError": "IndentationError",
    "Warning": "Exception", "UserWarning": "Warning", "DeprecationWarning": "Warning", "FutureWarning": "Warning",
    "RuntimeWarning": "Warning", "SyntaxWarning": "Warning", "ImportWarning": "Warning", "UnicodeWarning": "Warning",
    "BytesWarning": "Warning", "ResourceWarning": "Warning", "PendingDeprecationWarning": "Warning",
}  # fmt: skip
# Of an error of the operating system: number -> its name, and what CPython says.
_NUMBERS = {
    1: ("PermissionError", "Operation not permitted"),
    2: ("FileNotFoundError", "No such file or directory"),
    3: ("ProcessLookupError", "No such process"),
    4: ("InterruptedError", "Interrupted system call"),
    10: ("ChildProcessError", "No child processes"),
    11: ("BlockingIOError", "Resource temporarily unavailable"),
    13: ("PermissionError", "Permission denied"),
    17: ("FileExistsError", "File exists"),
    20: ("NotADirectoryError", "Not a directory"),
    21: ("IsADirectoryError", "Is a directory"),
    32: ("BrokenPipeError", "Broken pipe"),
    103: ("ConnectionAbortedError", "Software caused connection abort"),
    104: ("ConnectionResetError", "Connection reset by peer"),
    110: ("TimeoutError", "Connection timed out"),
    111: ("ConnectionRefusedError", "Connection refused"),
    115: ("BlockingIOError", "Operation now in progress"),
}
MADE: "dict[str, Any]" = {}


def error(name: str) -> "Any":
    """The class `name`, always the same one; AttributeError if there is none."""
    import builtins

    if hasattr(builtins, name):
        return getattr(builtins, name)
    if name not in MADE:
        if name not in _BASES:
            raise AttributeError(name)
        MADE[name] = type(name, (error(_BASES[name]),), {"__str__": _text} if _is_os_error(name) else {})
    return MADE[name]


def _is_os_error(name: str) -> bool:
    return _BASES.get(name) in ("OSError", "ConnectionError")


def _text(self: "Any") -> str:
    args = self.args
    if len(args) < 2:
        return str(args[0]) if args else ""
    return "[Errno %s] %s" % (args[0], args[1]) + (": %r" % (args[2],) if len(args) > 2 else "")


def narrowed(error_: "Any") -> "Any":
    """An OSError of the interpreter as the exception that CPython raises in its place."""
    if type(error_) is not OSError or not error_.args or error_.args[0] not in _NUMBERS:
        return error_
    name, text = _NUMBERS[error_.args[0]]
    return error(name)(error_.args[0], text, *error_.args[2:])


def said(number: int) -> "Any":
    """What CPython says of an error of the operating system."""
    return _NUMBERS[number][1] if number in _NUMBERS else None
