"""`sojourn compile`: what the compiler makes of a program, as files that run by themselves.

May live here: options, where the result goes, how refusals are shown. May not: compiling (sojourn_host.compiler).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sojourn_host.cli.exit_codes import exit_code
from sojourn_host.cli.options import json_option
from sojourn_host.cli.output import Output, size
from sojourn_host.cli.verify import VMS

if TYPE_CHECKING:
    from sojourn_host.compiler import CompileError

# The passes in order; the tests hold this against the compiler's own table.
PASSES = (
    "differences",
    "bases",
    "records",
    "enums",
    "texts",
    "check",
    "coroutines",
    "match",
    "parameters",
    "subclasses",
    "specials",
    "displays",
    "prepare",
    "scopes",
    "calls",
    "lower",
    "flow",
    "fast",
    "resume",
)


@click.command("compile")
@click.argument("program", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "-o",
    "--output",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where main.py and code/ go.",
)
@click.option("--for", "target", type=click.Choice(VMS), default=VMS[0], show_default=True, help="The interpreter.")
@click.option(
    "--path", "libraries", metavar="LIBDIR", multiple=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Where imported program modules are looked for besides; may be given often.",
)  # fmt: skip
@click.option("--dense", is_flag=True, help="A safepoint before every statement and after every call, for verifying.")
@click.option(
    "--dump",
    "wanted",
    metavar="PASS",
    type=click.Choice(PASSES),
    help=f"Print the program after a pass: {', '.join(PASSES)}.",
)
@json_option
def compile_(
    program: Path,
    output: Path | None,
    target: str,
    libraries: tuple[Path, ...],
    dense: bool,
    wanted: str | None,
    as_json: bool,
) -> None:
    """Compile a program into a folder that runs with only the runtime on the path, as `micropython DIR/main.py`.

    What cannot be made resumable is listed, one line each with file, line, column, the construct, the reason and what
    to write instead; the exit code is 2. What MicroPython does differently from CPython, so that a move would show it,
    is a warning of the same form.

    \b
    Examples:
      sojourn compile queens.py -o out
      sojourn compile queens.py -o out --for cpython --dense
      sojourn compile app.py --path lib -o out
      sojourn compile queens.py --dump resume
    """
    from sojourn_host.compiler import CompileError, build_program, dump, write_folder

    if output is None and wanted is None:
        raise click.UsageError("give -o DIR, or --dump PASS")
    try:
        build = build_program(program, libraries=list(libraries), dense=dense, until=wanted if output is None else None)
    except CompileError as error:
        _refuse(error, as_json)
        raise SystemExit(exit_code("refused")) from error
    text = dump(build, wanted) if wanted is not None else ""
    if wanted is not None and not as_json:
        click.echo(text, nl=not text.endswith("\n"))
    warnings = build.program.warnings if target == "micropython" else []
    for warning in warnings:
        click.echo(f"warning: {warning}", err=True)
    data: dict[str, object] = {"program": str(program), "for": target, "dense": dense, "pass": wanted, "dump": text}
    data |= {"warnings": warnings, "output": None, "files": 0, "bytes": 0}
    if output is not None:
        write_folder(build, output, target)
        files = [path for path in [output / "main.py", *sorted((output / "code").iterdir())] if path.is_file()]
        total = sum(path.stat().st_size for path in files)
        data |= {"output": str(output), "files": len(files), "bytes": total}
        text = f"{output}: {len(files)} files, {size(total)}; run it with `{_interpreter(target)} {output}/main.py`"
        Output(as_json).result(data, text)
    elif as_json:
        click.echo(json.dumps(data))


def _interpreter(target: str) -> str:
    return "micropython" if target == "micropython" else "python"


def _refuse(error: CompileError, as_json: bool) -> None:
    """Every refusal on a line of its own, on standard error; with --json in the last line of standard output."""
    if not as_json:
        for refusal in error.refusals:
            click.echo(str(refusal), err=True)
        return
    refusals = [dict(vars(refusal)) for refusal in error.refusals]
    click.echo(json.dumps({"error": "refused", "message": str(error), "refusals": refusals}))
