"""What the documents say, held against the project: commands, options, files, versions, exit codes.

May live here: checks that read README.md, CHANGELOG.md or Makefile. May not: the behaviour behind a command.
Checks that need the command line are skipped only while there is none to import.
"""

import importlib
import importlib.util
import re
import shlex
import tomllib
from pathlib import Path

import click
import pytest
from packaging.requirements import Requirement

import sojourn

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

# `sojourn VERB` in prose stands for any verb, and capitals in general for what a reader fills in.
PLACEHOLDER = re.compile(r"[A-Z]+$")


def commands(text: str) -> list[str]:
    """Every `sojourn ...` command of a document: lines of shell blocks, and inline code."""
    found: list[str] = []
    for block in re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        without_files = re.sub(r"<<'(\w+)'\n.*?^\1$", "", block, flags=re.MULTILINE | re.DOTALL)
        found += [line for line in without_files.splitlines() if line.startswith("sojourn ")]
    inline = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    found += [code.replace("\n", " ") for code in re.findall(r"`(sojourn [^`]+)`", inline)]
    return found


def command_line() -> click.Group:
    if importlib.util.find_spec("sojourn_host.cli") is None:
        pytest.skip("sojourn_host.cli does not exist yet")
    group = importlib.import_module("sojourn_host.cli.main").group
    assert isinstance(group, click.Group), "sojourn_host.cli.main:group is the click group"
    return group


def wrong_words(command: str, group: click.Group) -> list[str]:
    """The verb and the options of a command that the command line does not know."""
    words = shlex.split(command, comments=True)[1:]
    words = words[: words.index("&")] if "&" in words else words
    if not words or PLACEHOLDER.match(words[0]):
        return []
    context = click.Context(group)
    verb = group.get_command(context, words[0])
    if verb is None:
        return [f"{words[0]}: no such verb"]
    known = {name for parameter in verb.get_params(context) for name in [*parameter.opts, *parameter.secondary_opts]}
    options = [word.split("=")[0] for word in words[1:] if word.startswith("-")]
    return [f"{words[0]} {option}: no such option" for option in options if option not in known]


def test_commands_are_found() -> None:
    verbs = {command.split()[1] for command in commands(README)}
    assert {"serve", "relay", "emulate", "run", "migrate", "history", "rollback"} <= verbs
    assert commands("```sh\ncat > x <<'END'\nsojourn not a command\nEND\nsojourn ps &  # c\n```\n") == [
        "sojourn ps &  # c"
    ]


def test_the_command_line_knows_every_command_of_the_readme() -> None:
    group = command_line()
    wrong = {command: wrong_words(command, group) for command in commands(README) if wrong_words(command, group)}
    assert not wrong


def test_unknown_verbs_and_options_are_seen() -> None:
    group = click.Group("sojourn", commands=[click.Command("ps", params=[click.Option(["--json"])])])
    assert wrong_words("sojourn ps --json", group) == []
    assert wrong_words("sojourn VERB --help", group) == []
    assert wrong_words("sojourn ps --jsno & # c", group) == ["ps --jsno: no such option"]
    assert wrong_words("sojourn pss", group) == ["pss: no such verb"]


def test_every_verb_has_help_with_an_example() -> None:
    group = command_line()
    context = click.Context(group, info_name="sojourn")
    without: list[str] = []
    for name in group.list_commands(context):
        verb = group.get_command(context, name)
        assert verb is not None, name
        text = verb.get_help(click.Context(verb, info_name=f"sojourn {name}", parent=context))
        if not verb.help or text.count(f"sojourn {name}") < 2:  # the usage line is one
            without.append(name)
    assert not without, "these verbs have no help text, or no example in it"


def test_every_exit_code_is_in_the_one_table() -> None:
    """The README's table is the one in the source, row by row."""
    from sojourn_host.cli.exit_codes import TABLE

    rows = {int(number): meaning for number, meaning in re.findall(r"^\| (\d+) \| (.*) \|$", README, re.MULTILINE)}
    assert rows == {number: meaning for number, (meaning, _) in TABLE.items()}


def test_make_knows_every_target_of_the_readme() -> None:
    targets = set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))
    named = set(re.findall(r"^    make ([a-z]+)|`make ([a-z]+)", README, re.MULTILINE))
    words = {word for pair in named for word in pair if word}
    assert {"demo", "test", "soak", "lint", "format", "wheel", "help"} <= words
    assert words <= targets, words - targets


def test_every_target_has_a_line_of_help() -> None:
    phony = re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)
    assert phony is not None
    without = [t for t in phony[1].split() if not re.search(rf"^{t}:.*## \S", MAKEFILE, re.MULTILINE)]
    assert not without


def test_files_named_in_the_readme_exist() -> None:
    named = set(re.findall(r"`((?:runtime|transports|host_tools|tests)/[\w/.]+|\w+\.py)`", README))
    named |= set(re.findall(r"\]\(([\w./]+)\)", README))
    named -= {"app.py"}
    assert len(named) > 8
    assert not sorted(name for name in named if not (ROOT / name).exists())


def test_the_session_is_short_enough_to_copy() -> None:
    blocks = re.findall(r"^```sh\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    assert len(blocks) == 1
    assert 15 <= blocks[0].count("\n") <= 30
    program = re.search(r"<<'END'\n(.*?)^END$", blocks[0], re.MULTILINE | re.DOTALL)
    assert program is not None
    compile(program[1], "README.md", "exec")


def test_one_version_everywhere() -> None:
    version = PYPROJECT["project"]["version"]
    assert sojourn.__version__ == version
    headings = re.findall(r"^## \[([^\]]+)\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert headings[0] in ("Unreleased", version)


def test_the_lock_pins_what_the_project_asks_for() -> None:
    pinned: dict[str, str] = {}
    for line in (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            requirement = Requirement(line)
            (pin,) = requirement.specifier
            assert pin.operator == "==", line
            assert "*" not in pin.version, line
            pinned[requirement.name] = pin.version
    groups = PYPROJECT["dependency-groups"]
    asked = [*PYPROJECT["project"]["dependencies"], *PYPROJECT["build-system"]["requires"]]
    asked += [entry for group in groups.values() for entry in group if isinstance(entry, str)]
    assert len(asked) > 20
    for line in asked:
        requirement = Requirement(line)
        assert requirement.name in pinned, f"{line} is not in requirements.lock"
        assert pinned[requirement.name] in requirement.specifier, f"{line} against {pinned[requirement.name]}"
