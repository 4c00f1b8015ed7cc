"""Options and arguments that several verbs share.

May live here: their names, help and checks. May not: what a verb does with them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

import click

from sojourn_host.store.manifest import NAME

if TYPE_CHECKING:
    _Type = click.ParamType[Any]
else:
    _Type = click.ParamType  # not generic before click 8.3

json_option = click.option("--json", "as_json", is_flag=True, help="Say the result as JSON, the last line of stdout.")


class Name(_Type):
    """A process' or device's name."""

    name = "name"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name, checked."""
        if not NAME.match(str(value)):
            self.fail(f"{value!r}: use 1 to 64 letters, digits, _ - . (no dot first)", param, ctx)
        return str(value)


class AtVersion(_Type):
    """PROCESS@VERSION."""

    name = "process@version"

    def __init__(self, optional: bool = False) -> None:
        self._optional = optional

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, int]:
        """(process, version); version 0 when it is left out and may be."""
        if isinstance(value, tuple):
            return cast(tuple[str, int], value)
        process, at, version = str(value).partition("@")
        if (
            not NAME.match(process)
            or (at or not self._optional)
            and not (version.isascii() and version.isdigit() and 0 < int(version) < 1 << 53)
        ):
            self.fail(f"{value!r} is not PROCESS@VERSION, for example queens@3", param, ctx)
        return process, int(version or 0)


def process_argument() -> Callable[[Any], Any]:
    """The argument PROCESS."""
    return click.argument("process", type=Name())
