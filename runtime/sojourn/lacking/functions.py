"""Builtin functions that MicroPython lacks, or that take more arguments on CPython.

May live here: each under its name with a `_` behind it.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def exit_(code: "Any" = None) -> None:
    raise SystemExit(code)


quit_ = exit_


def pow_(base: int, exponent: int, modulus: int) -> int:
    """The inverse where the exponent is negative, which MicroPython takes for zero."""
    if exponent >= 0:
        return pow(base, exponent, modulus)
    low, high, one, other = base % modulus, modulus, 1, 0
    while low > 1:
        whole = high // low
        low, high, one, other = high - whole * low, low, other - whole * one, one
        if low == 0:
            break
    if low != 1 and modulus not in (1, -1):
        raise ValueError("base is not invertible for the given modulus")
    return pow(one % modulus, -exponent, modulus)


def zip_(*sources: "Any", strict: bool = False) -> "Any":
    """With `strict`, of containers: all are as long as the first one."""
    if not strict:
        return zip(*sources)
    lists = [list(source) for source in sources]
    for number in range(1, len(lists)):
        if len(lists[number]) != len(lists[0]):
            how = "shorter" if len(lists[number]) < len(lists[0]) else "longer"
            before = "argument 1" if number == 1 else "arguments 1-%d" % number
            raise ValueError("zip() argument %d is %s than %s" % (number + 1, how, before))
    return zip(*lists)


def narrowed_(error: "Any") -> "Any":
    from sojourn.lacking.errors import narrowed

    return narrowed(error)


def strerror_(error: "Any") -> "Any":
    """error.strerror"""
    if not isinstance(error, OSError) or hasattr(error, "strerror"):
        return error.strerror
    from sojourn.lacking.errors import said

    if len(error.args) > 1:
        return error.args[1]
    return said(error.args[0]) if error.args else None


def errno_(error: "Any") -> "Any":
    """error.errno, which is no text: MicroPython takes any first argument for one."""
    number = error.errno
    return None if isinstance(error, OSError) and not isinstance(number, int) and len(error.args) < 2 else number


def part_(number: "Any", name: str) -> "Any":
    """number.real and its like."""
    if not isinstance(number, (int, bool)) and (not isinstance(number, float) or name not in ("real", "imag")):
        return getattr(number, name)
    if name == "imag":
        return 0.0 if isinstance(number, float) else 0
    if name == "denominator":
        return 1
    return number if isinstance(number, float) else int(number)
