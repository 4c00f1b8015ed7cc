"""How the demo looks: on a terminal one picture that grows in place, elsewhere lines.

May live here: drawing. May not: what happens. Each letter has the colour of the interpreter that computed it, which is
how one sees the program go on elsewhere. `spans` says that: [(byte from which on, interpreter)], in order.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol

from rich.console import Console, Group
from rich.live import Live
from rich.text import Text

Spans = Sequence[tuple[int, str]]
COLOURS = {"micropython": "bold green", "cpython": "bold dodger_blue1"}


class Screen(Protocol):
    """What the story draws on. Use as a context manager."""

    def __enter__(self) -> Screen: ...
    def __exit__(self, *exc: object) -> None: ...

    def step(self, text: str, command: str = "") -> None:
        """Something happened; `command` is what a person would have typed for it."""

    def show(self, output: bytes, spans: Spans, status: str) -> None:
        """The program's output so far."""


class Silent:
    """Shows nothing."""

    def __enter__(self) -> Silent:
        return self

    def __exit__(self, *exc: object) -> None: ...

    def step(self, text: str, command: str = "") -> None: ...

    def show(self, output: bytes, spans: Spans, status: str) -> None: ...


class Terminal:
    """The film at the bottom of a terminal, each picture drawn over the last one; the steps above it."""

    def __init__(self, console: Console, width: int, height: int) -> None:
        self._console = console
        self._bytes = (width + 1) * height  # of one picture
        self._height = height
        self._live = Live(console=console, auto_refresh=False)

    def __enter__(self) -> Terminal:
        self._live.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._live.stop()

    def step(self, text: str, command: str = "") -> None:
        """One line, below it the command."""
        line = Text(text)
        if command:
            line.append(f"\n    $ {command}", "dim")
        self._console.print(line)

    def show(self, output: bytes, spans: Spans, status: str) -> None:
        """Draws the newest picture as far as it is, and below that what is left of the one before."""
        now = len(output)
        begin = now - now % self._bytes
        picture = Text(no_wrap=True)
        for first, last in ((begin, now), (max(now - self._bytes, 0), begin)):
            for (start, vm), (end, _) in pairwise([*spans, (now, "")]):
                part = output[max(start, first) : min(end, last)] if start < last and end > first else b""
                picture.append(part.decode("ascii", "replace"), COLOURS.get(vm, ""))
        picture.append("\n" * max(0, self._height - output.count(b"\n")))
        self._live.update(Group(picture, Text(status, "dim")), refresh=True)


class Lines:
    """The picture's lines as they are finished, each with who computed it, between the steps."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._shown = 0

    def __enter__(self) -> Lines:
        return self

    def __exit__(self, *exc: object) -> None: ...

    def step(self, text: str, command: str = "") -> None:
        """One line, below it the command."""
        self._line(text)
        if command:
            self._line(f"    $ {command}")

    def show(self, output: bytes, spans: Spans, status: str) -> None:
        """Prints the lines that are new; after a rollback those that were computed anew."""
        ends = [at for at, letter in enumerate(output) if letter == 10]
        self._shown = min(self._shown, len(ends))
        for number in range(self._shown, len(ends)):
            start = ends[number - 1] + 1 if number else 0
            makers = [
                vm for (at, vm), (end, _) in pairwise([*spans, (len(output), "")]) if start < end and at <= ends[number]
            ]
            self._line(f"  {output[start : ends[number]].decode('ascii', 'replace')}  {' -> '.join(makers)}")
        self._shown = len(ends)

    def _line(self, text: str) -> None:
        self._console.print(Text(text), soft_wrap=True)


def make_screen(as_json: bool, width: int, height: int) -> Screen:
    """The screen for this output: nothing with JSON, in place on a terminal that is big enough, else lines."""
    console = Console(highlight=False)
    if as_json:
        return Silent()
    if console.is_terminal and not console.is_dumb_terminal and console.height > height + 4 and console.width > width:
        return Terminal(console, width, height)
    return Lines(console)
