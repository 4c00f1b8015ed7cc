"""What verbs say: text and tables for people, one JSON line with --json, progress for what takes longer than a second.

May live here: how things are shown, and errors turned into one line and an exit code. May not: what is shown.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Sequence
from typing import Any, cast

import click
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, DownloadColumn, Progress, TaskID, TextColumn
from rich.table import Table

PROGRESS_AFTER = 1.0  # seconds
WIDE = 200  # letters in a line that goes into a file or to another program


class VerbError(click.ClickException):
    """An error of a verb: one line on stderr, or with --json one JSON line on stdout; then the code's exit code."""

    def __init__(self, code: str, message: str, exit_code: int, as_json: bool = False) -> None:
        super().__init__(message)
        self.code = code
        self.exit_code = exit_code  # type: ignore[misc]  # click declares it for the class and reads it from the instance
        self.as_json = as_json

    def show(self, file: Any = None) -> None:
        """Prints the error."""
        if self.as_json:
            click.echo(json.dumps({"error": self.code, "message": self.message}))
        else:
            click.echo(f"sojourn: {self.message}", err=True)


class Output:
    """The output of one run of a verb. Use as a context manager around work that calls `tell`."""

    def __init__(self, as_json: bool) -> None:
        self.as_json = as_json
        self._console = Console(highlight=False)
        if not self._console.is_terminal:
            self._console = Console(highlight=False, width=WIDE)
        self._progress: Progress | None = None
        self._tasks: dict[str, TaskID] = {}
        self._began = time.monotonic()

    def __enter__(self) -> Output:
        return self

    def __exit__(self, *exc: object) -> None:
        if self._progress is not None:
            self._progress.stop()
            self._progress = None

    def tell(self, step: str, done: int, total: int) -> None:
        """Progress of a step in bytes; shown on a terminal once the verb has taken longer than a second."""
        if self.as_json or not total or time.monotonic() - self._began < PROGRESS_AFTER:
            return
        if self._progress is None:
            columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn())
            self._progress = Progress(*columns, console=Console(stderr=True), transient=True)
            self._progress.start()
        if step not in self._tasks:
            self._tasks[step] = self._progress.add_task(f"to the {step}", total=total)
        self._progress.update(self._tasks[step], completed=done, total=total)

    def say(self, text: str) -> None:
        """A line for people; nothing with --json."""
        if not self.as_json:
            self._console.print(escape(text), soft_wrap=True)

    def result(self, data: dict[str, Any], text: str) -> None:
        """The verb's result: its last line with --json, else the text."""
        if self.as_json:
            click.echo(json.dumps(data))
        else:
            self.say(text)

    def table(self, name: str, rows: Sequence[dict[str, Any]], columns: Iterable[str], empty: str) -> None:
        """Rows as a table, or {name: rows} with --json."""
        if self.as_json:
            click.echo(json.dumps({name: list(rows)}))
        elif not rows:
            self.say(empty)
        else:
            table = Table(box=None, pad_edge=False)
            for column in columns:
                table.add_column(column.replace("_", " "), overflow="fold")
            for row in rows:
                table.add_row(*[escape(_cell(row.get(c))) for c in columns])
            self._console.print(table)


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return ", ".join(f"{name} {part}" for name, part in cast("dict[str, Any]", value).items())
    return "" if value is None else str(value)


def size(n: int) -> str:
    """Bytes for people."""
    return f"{n} B" if n < 1024 else f"{n / 1024:.1f} KiB" if n < 1 << 20 else f"{n / (1 << 20):.1f} MiB"
