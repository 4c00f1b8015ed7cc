"""`sojourn run --watch`: a saved source starts the process over; a program that is refused leaves the old one running."""

import json
import signal
import subprocess

import pytest

from lab import SOJOURN, Lab

pytestmark = [pytest.mark.timeout(120), pytest.mark.micropython]

PROGRAM = """
import time
from part import word

for i in range(100000):
    print(word, i)
    time.sleep(0.02)
"""


def test_a_saved_source_starts_the_process_over(tmp_path):
    with Lab(tmp_path) as lab:
        lab.serve()
        lab.relay()
        lab.device("board")
        program, part = lab.folder / "shown.py", lab.folder / "part.py"
        program.write_text(PROGRAM)
        part.write_text("word = 'one'\n")
        command = [*SOJOURN, "run", str(program), "--on", "board", "--watch", "--json"]
        said = lab.folder / "said"
        with said.open("wb") as file:
            watching = subprocess.Popen(command, env=lab.env, stdout=file, stderr=file)
        lab.processes["watch"] = watching
        lab.until(lambda: "one 3\n" in lab.output("shown"), "it runs")
        part.write_text("word = 'two'\n")
        lab.until(lambda: lab.output("shown").startswith("two 0\n"), "it starts over from the changed module")
        part.write_text("exec = breakpoint()\n")
        lab.until(lambda: "breakpoint()" in said.read_text(), "it says what is refused")
        more = len(lab.output("shown")) + 40
        lab.until(lambda: len(lab.output("shown")) > more, "the old one runs on")
        part.write_text("word = 'three'\n")
        lab.until(lambda: lab.output("shown").startswith("three 0\n"), "it starts over from what is mended")
        assert lab.process("shown")["state"] == "running"
        watching.send_signal(signal.SIGINT)
        assert watching.wait(timeout=20) == 130
        lines = [json.loads(line) for line in said.read_text().splitlines()]
        assert [line.get("error") for line in lines] == [None, None, "refused", None, "interrupted"]
        lab.until(lambda: "three 60\n" in lab.output("shown"), "it runs on without being watched")
        assert len(lab.ask("history", "shown")["versions"]) >= 3
