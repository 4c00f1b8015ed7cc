"""Methods of numbers.

May live here: those that MicroPython's int and float lack, or take fewer arguments for.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def bit_length(number: int) -> int:
    return len(bin(abs(number))) - 2 if number else 0


def bit_count(number: int) -> int:
    return bin(abs(number)).count("1")


def is_integer(number: "Any") -> bool:
    return bool(number - number == 0 and number == int(number))  # infinity less itself is no number


def as_integer_ratio(number: "Any") -> "tuple[int, int]":
    if number - number != 0:
        raise OverflowError("cannot convert Infinity or NaN to integer ratio")
    below = 1
    while number != int(number):
        number *= 2
        below *= 2
    return (int(number), below)


def from_bytes(data: "Any", byteorder: str = "big", signed: bool = False) -> int:
    data = bytes(data)
    number = int.from_bytes(data, byteorder)  # type: ignore[arg-type]  # one of the two
    if signed and number >> (8 * len(data) - 1):
        number -= 1 << 8 * len(data)
    return number
