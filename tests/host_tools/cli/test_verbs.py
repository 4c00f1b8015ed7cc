"""Every verb: its help, its exit codes, its JSON; without any daemon."""

import json
import re

import pytest
from click.testing import CliRunner

from lab import Lab
from sojourn_host.cli.exit_codes import TABLE, exit_code
from sojourn_host.cli.main import VERBS, group
from sojourn_host.cli.output import Output
from sojourn_host.cli.ps import reason
from sojourn_host.store.errors import STATUS

VERBS_HERE = group.list_commands(None)


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    monkeypatch.setenv("SOJOURN_HOME", str(tmp_path / "home"))
    for name in ("SOJOURN_SERVER", "SOJOURN_RELAY"):
        monkeypatch.delenv(name, raising=False)


def call(*args):
    return CliRunner().invoke(group, args)


@pytest.mark.parametrize("verb", VERBS_HERE)
def test_help_has_examples_and_json(verb):
    done = call(verb, "--help")
    assert done.exit_code == 0
    assert re.search(rf"^ *Examples?:\s+(sojourn|python).*{verb}", done.output, re.M | re.S), done.output
    assert "--json" in done.output


def test_every_verb_of_the_issue_is_in_the_table():
    issue = (
        "demo compile run serve relay emulate devices ps push pull migrate stop resume rollback history verify bench"
    )
    assert set(issue.split()) <= set(VERBS)


def test_the_group_lists_only_what_is_there():
    assert {"serve", "relay", "emulate", "migrate", "rollback"} <= set(VERBS_HERE)
    assert call("no-such-verb").exit_code == 2


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (["ps"], 10),
        (["history", "p"], 10),
        (["pull", "p"], 10),
        (["logs", "p"], 10),
        (["devices"], 11),
        (["migrate", "p", "--to", "d"], 11),
        (["stop", "p"], 11),
        (["resume", "p"], 11),
        (["rollback", "p@1"], 11),
        (["push", "p"], 11),
        (["migrate", "p"], 2),
        (["migrate", "../p", "--to", "d"], 2),
        (["rollback", "p"], 2),
        (["rollback", "p@x"], 2),
        (["rollback", "p@0"], 2),
        (["emulate", "d", "--heap", "many"], 2),
        (["emulate", "..", "--detach"], 2),
        (["config", "server", "http://example.com"], 2),
        (["serve", "--port", "99999999"], 2),
    ],
)
def test_wrong_use_is_one_line_and_a_code(args, code, monkeypatch):
    monkeypatch.setenv("SOJOURN_SERVER", "http://127.0.0.1:1")
    done = call(*args)
    assert done.exit_code == code, done.output
    assert "Traceback" not in done.output
    if code >= 10:
        assert len(done.output.strip().splitlines()) == 1
    asked = call(*args, "--json")
    assert asked.exit_code == code
    assert set(json.loads(asked.output)) == {"error", "message"}


def test_config():
    assert call("config", "server", "http://127.0.0.1:9").exit_code == 0
    assert json.loads(call("config", "--json").output)["server"] == "http://127.0.0.1:9"
    call("config", "server", "--unset")
    assert json.loads(call("config", "server", "--json").output)["server"] is None


def test_every_error_code_has_an_exit_code():
    for code in STATUS:
        assert exit_code(code) in TABLE
        assert any(code in codes for _, codes in TABLE.values()), code
    assert exit_code("something else") == 1
    seen = [code for _, codes in TABLE.values() for code in codes]
    assert len(seen) == len(set(seen))


def test_the_exit_codes_in_the_relays_words_are_in_the_table():
    from sojourn_host.relay.errors import RelayError

    words = re.findall(r"\b[a-z]+(?:-[a-z]+)+\b|\bended\b", RelayError.__doc__.partition("own:")[2].partition(";")[0])
    assert len(words) >= 8
    for word in words:
        assert any(word in codes for _, codes in TABLE.values()), word


def test_tables_are_not_cut_where_they_are_no_terminal(capsys):
    row = {"version": 1, "note": "a note of some length " * 5, "stored": "11-22 21:30:49", "free_bytes": None}
    Output(as_json=False).table("versions", [row], row, "none")
    said = capsys.readouterr().out
    assert row["note"].strip() in said
    assert row["stored"] in said
    assert "None" not in said


def test_a_relay_is_ended_by_its_verb(tmp_path):
    with Lab(tmp_path) as lab:
        about = lab.relay(server="http://127.0.0.1:1")
        assert lab.ask("relay", "--stop") == {"stopped": about["api"]}
        assert lab.processes["relay"].wait(20) == 0
        assert lab.refused("relay", "--stop")[0] == 11


def test_a_taken_port_is_told(tmp_path):
    with Lab(tmp_path) as lab:
        url = lab.serve()
        port = url.rpartition(":")[2]
        code, line = lab.refused("serve", "--port", port, "--data", str(tmp_path / "other"))
        assert (code, port in line) == (2, True)
        assert not (tmp_path / "store").exists()


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"state": "failed", "code": 1, "traceback": 'File "a.py", line 3, in f\nValueError: 3\n'}, "ValueError: 3"),
        ({"state": "failed", "code": 7, "traceback": ""}, "exit code 7"),
        ({"state": "failed", "trouble": "its heap is damaged", "traceback": "KeyError: 1"}, "its heap is damaged"),
        ({"state": "exited", "code": 0}, ""),
    ],
)
def test_why_a_process_does_not_run_is_one_line(row, told):
    assert reason(row) == told
