"""The group: which verbs there are, and how their errors end.

May live here: the table of verbs (each imported only when it is used) and the mapping of errors. May not: verbs.
"""

from __future__ import annotations

import importlib
import importlib.util
from typing import Any

import click

from sojourn_host import __version__
from sojourn_host.cli.exit_codes import exit_code
from sojourn_host.cli.output import VerbError

# verb -> "module:function", each a click command. A new verb is one line here and one file beside this one.
VERBS = {
    "bench": "sojourn_host.cli.bench:bench",
    "compile": "sojourn_host.cli.compile:compile_",
    "config": "sojourn_host.cli.config:config",
    "demo": "sojourn_host.cli.demo:demo",
    "devices": "sojourn_host.cli.devices:devices",
    "emulate": "sojourn_host.cli.emulate:emulate",
    "exit-codes": "sojourn_host.cli.exit_codes_verb:exit_codes",
    "history": "sojourn_host.cli.history:history",
    "logs": "sojourn_host.cli.logs:logs",
    "migrate": "sojourn_host.cli.migrate:migrate",
    "ps": "sojourn_host.cli.ps:ps",
    "pull": "sojourn_host.cli.pull:pull",
    "push": "sojourn_host.cli.push:push",
    "relay": "sojourn_host.cli.relay:relay",
    "resume": "sojourn_host.cli.resume:resume",
    "rollback": "sojourn_host.cli.rollback:rollback",
    "run": "sojourn_host.cli.run:run",
    "serve": "sojourn_host.cli.serve:serve",
    "stop": "sojourn_host.cli.stop:stop",
    "verify": "sojourn_host.cli.verify:verify",
}


class VerbGroup(click.Group):
    """Finds a verb's module when the verb is used or its help is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every verb whose module is there."""
        return [name for name in sorted(VERBS) if importlib.util.find_spec(VERBS[name].partition(":")[0]) is not None]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb's command, or None for a name that is no verb."""
        if cmd_name not in self.list_commands(ctx):
            return None
        module, _, function = VERBS[cmd_name].partition(":")
        command = getattr(importlib.import_module(module), function)
        assert isinstance(command, click.Command)
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Notes whether the verb is to answer in JSON, which its errors then are too."""
        ctx.meta["sojourn.json"] = "--json" in args
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the verb; an error that has a code becomes one line and its exit code."""
        try:
            return super().invoke(ctx)
        except click.UsageError as e:
            if ctx.meta["sojourn.json"]:
                raise VerbError("bad-request", e.format_message(), e.exit_code, True) from e
            raise
        except click.ClickException:
            raise
        except KeyboardInterrupt:
            raise VerbError("interrupted", "interrupted", exit_code("interrupted"), ctx.meta["sojourn.json"]) from None
        except BrokenPipeError:
            raise  # whoever read our output is gone: click ends quietly
        except OSError as e:
            names = [str(name) for name in (e.filename, e.filename2) if name is not None]
            text = ": ".join([*names, e.strerror or str(e)])
            raise VerbError("io", text, exit_code("io"), ctx.meta["sojourn.json"]) from e
        except Exception as e:
            code, message = getattr(e, "code", None), str(e)
            if not isinstance(code, str):
                code = _CODES.get(type(e).__name__, "")
            if not code:
                raise
            raise VerbError(code, message, exit_code(code), ctx.meta["sojourn.json"]) from e


# Errors of the runtime, and the compiler that carry no code of their own, by the name of their class.
_CODES = {
    "CompileError": "refused",
    "HeapCorrupt": "corrupt",
    "HeapError": "bad-request",
    "Unstorable": "unstorable",
}


@click.group(cls=VerbGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="sojourn")
def group() -> None:
    """Running Python programs that move between devices.

    \b
    sojourn serve &                          the store server
    sojourn relay &                          connects devices to it
    sojourn emulate board &                  a device: a real MicroPython with 144 KiB
    sojourn run program.py --on board        start a program there
    sojourn migrate program --to desk        it goes on elsewhere

    Everything listens on this machine only; `sojourn exit-codes` lists how verbs end.
    """


def main() -> None:
    """The entry point `sojourn`."""
    # SIGPIPE stays ignored, as Python has it: else a device that dies takes the relay along. click ends quietly when
    # the reader of our output is gone (`sojourn logs | head`).
    group(prog_name="sojourn")
