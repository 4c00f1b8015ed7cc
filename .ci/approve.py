"""Writes what tests compare with: `make approve`, after which `git diff` shows what has changed.

May live here: which files those are. May not: how they are made.
"""

from pathlib import Path

from sojourn_host.compiler import CompileError, build_program, dump
from sojourn_host.compiler.language import page

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """All of them."""
    (ROOT / "host_tools" / "LANGUAGE.md").write_text(page(), encoding="utf-8")
    for program in sorted((ROOT / "tests" / "host_tools" / "compiler" / "golden").glob("*.py")):
        build = build_program(program)
        made = dump(build, "fast") + "\n" + dump(build, "resume") + "\n"
        program.with_suffix(".txt").write_text(made, encoding="utf-8")
    refused = ROOT / "tests" / "programs" / "refused"
    told = [refusal_of(program) for program in sorted(refused.glob("*.py"))]
    (refused / "messages.txt").write_text("\n".join(told) + "\n", encoding="utf-8")


def refusal_of(program: Path) -> str:
    """What the compiler says to a program that it refuses, every line of it."""
    try:
        build_program(program)
    except CompileError as error:
        return str(error)
    return f"{program.name}: not refused"


if __name__ == "__main__":
    main()
