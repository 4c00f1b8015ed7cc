"""A laboratory: a store server, a relay and devices as real processes, in a folder and on ports of their own.

May live here: starting, killing and asking them. May not: assertions about what they do. Everything is ended by its
process id when the laboratory closes.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx

from sojourn_host.cli.ps import processes
from sojourn_host.store import StoreClient

ROOT = Path(__file__).resolve().parent.parent
PATHS = os.pathsep.join(str(ROOT / p) for p in ("runtime", "transports", "host_tools"))
SOJOURN = [sys.executable, "-c", "from sojourn_host.cli import main; main()"]


class Lab:
    """One set of processes below `folder`. Use as a context manager."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.home = folder / "home"
        self.env = {k: v for k, v in os.environ.items() if not k.startswith("SOJOURN_") or k == "SOJOURN_CACHE"}
        self.env |= {"SOJOURN_HOME": str(self.home), "PYTHONPATH": PATHS, "PYTHONWARNINGS": "error"}
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> Lab:
        self.home.mkdir(parents=True)
        return self

    def __exit__(self, *exc: object) -> None:
        for name in list(self.processes):
            self.kill(name)
        for path in self.home.glob("log/*.log"):  # devices that the relay started by itself
            for pid in self.started_by_relay(path.stem):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)

    def started_by_relay(self, device: str) -> list[int]:
        """Process ids of a device that the relay says it has started."""
        words = f"started device {device} as process "
        text = "\n".join(p.read_text() for p in self.folder.glob("relay*.out"))
        return [int(line.split(words)[1]) for line in text.splitlines() if words in line]

    # --- processes

    def start(self, name: str, *args: str) -> dict[str, Any]:
        """Starts `sojourn ARGS` in the background; returns the JSON line it prints first, if it has one."""
        out = self.folder / f"{name}.{len(list(self.folder.glob(f'{name}.*.out')))}.out"
        with out.open("wb") as f:
            self.processes[name] = subprocess.Popen([*SOJOURN, *args], env=self.env, stdout=f, stderr=f)
        return {"out": out}

    def serve(self, port: int = 0) -> str:
        """Starts the store; returns its address."""
        (self.home / "server.json").unlink(missing_ok=True)
        self.start("serve", "serve", "--port", str(port), "--data", str(self.folder / "store.sqlite3"))
        self.until((self.home / "server.json").exists, "the store is up")
        self.until(self.answers, "the store answers")
        return str(json.loads((self.home / "server.json").read_text())["url"])

    def answers(self) -> bool:
        """Whether the store answers."""
        return bool(self._get("server.json", "url", "/processes"))

    def relay(self, port: int = 0, server: str | None = None) -> dict[str, Any]:
        """Starts the relay; returns its addresses."""
        (self.home / "relay.json").unlink(missing_ok=True)
        extra = ["--server", server] if server else []
        self.start("relay", "relay", "--port", str(port), "--api-port", "0", *extra)
        self.until((self.home / "relay.json").exists, "the relay is up")
        about: dict[str, Any] = json.loads((self.home / "relay.json").read_text())
        return about

    def device(self, name: str, vm: str = "micropython", counting: bool = False, wait: bool = True) -> int:
        """Starts an emulated device; returns its process id. counting: with the stand-in program of the tests."""
        out = self.folder / f"{name}.out"
        code = "import json, sys; from sojourn_host.emulate import *; from sojourn_host.emulate.device import command\n"
        code += "from pathlib import Path; d = Device(sys.argv[1], sys.argv[2]); remember(d)\n"
        code += "print(json.dumps(command(d, [Path(p) for p in sys.argv[3:]])))"
        callers = [str(ROOT / "tests" / "end_to_end" / "counting.py")] if counting else []
        made = subprocess.run(
            [sys.executable, "-c", code, name, vm, *callers], env=self.env, capture_output=True, check=True
        )
        args, env = json.loads(made.stdout)
        if counting:
            args[-1] = "from counting import Engine\n" + args[-1].replace(".run')", ".run', Engine())")
            for variable in ("MICROPYPATH", "PYTHONPATH"):
                env[variable] = env.get(variable, "") + os.pathsep + str(ROOT / "tests" / "end_to_end")
        with out.open("ab") as f:
            child = subprocess.Popen(args, env=env, stdin=subprocess.DEVNULL, stdout=f, stderr=f)
        self.processes[name] = child
        if wait:
            self.until(lambda: self.connected(name), f"device {name} is connected; it said: {out.read_text()}")
        return child.pid

    def kill(self, name: str) -> None:
        """kill -9."""
        child = self.processes.pop(name)
        child.kill()
        child.wait()

    # --- questions

    def run(self, *args: str, timeout: float = 60) -> subprocess.CompletedProcess[str]:
        """`sojourn ARGS` to its end."""
        done = subprocess.run([*SOJOURN, *args], env=self.env, capture_output=True, text=True, timeout=timeout)
        assert "Traceback" not in done.stderr, done.stderr
        return done

    def ask(self, *args: str) -> dict[str, Any]:
        """`sojourn ARGS --json`; the JSON of its last line. It must succeed."""
        done = self.run(*args, "--json")
        assert done.returncode == 0, f"{args}: {done.returncode}\n{done.stdout}\n{done.stderr}\n{self.story()}"
        found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return found

    def refused(self, *args: str) -> tuple[int, str]:
        """`sojourn ARGS`, which must fail with one line; (exit code, the line)."""
        done = self.run(*args)
        assert done.returncode != 0, f"{args} succeeded:\n{done.stdout}"
        assert len(done.stderr.strip().splitlines()) == 1, done.stderr
        return done.returncode, done.stderr.strip()

    def connected(self, name: str) -> bool:
        """Whether a device is connected."""
        said = self._get("relay.json", "api", "/devices")
        return any(d["device"] == name and d["connected"] for d in said.get("devices", ()))

    def _get(self, file: str, key: str, path: str) -> dict[str, Any]:
        """What a daemon answers, {} if it does not: asked here, since a verb takes a third of a second to start."""
        try:
            about = json.loads((self.home / file).read_text())
            headers = {"authorization": f"Bearer {about['token']}"} if "token" in about else {}
            answer = httpx.get(about[key] + path, headers=headers, trust_env=False, timeout=10)
            found: dict[str, Any] = answer.json() if answer.status_code == 200 else {"refused": answer.text}
        except (OSError, ValueError, httpx.HTTPError):
            return {}
        return found

    def process(self, name: str) -> dict[str, Any]:
        """What `ps` says about a process."""
        with StoreClient(str(json.loads((self.home / "server.json").read_text())["url"])) as store:
            entries = store.entries()
        rows = processes(entries, self._get("relay.json", "api", "/records").get("records", []))
        return next(row for row in rows if row["process"] == name)

    def output(self, name: str) -> str:
        """Everything a process has printed."""
        path = self.home / "console" / f"{name}.log"
        return path.read_text() if path.exists() else ""

    def until(self, question: Callable[[], Any], what: str, seconds: float = 20) -> Any:
        """Waits until a question is answered with something true."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if answer := question():
                return answer
            time.sleep(0.05)
        raise AssertionError(f"waited {seconds} s in vain until {what}\n{self.story()}")

    def story(self) -> str:
        """What every process has said, and which of them ended by themselves, for a failure."""
        ended = [f"{name} ended with {code}" for name, c in self.processes.items() if (code := c.poll()) is not None]
        return (
            "\n".join(ended)
            + "\n"
            + "\n".join(f"--- {p.name}\n{p.read_text()[-3000:]}" for p in sorted(self.folder.glob("*.out")))
        )
