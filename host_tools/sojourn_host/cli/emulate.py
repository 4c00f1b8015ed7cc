"""`sojourn emulate`: an emulated device."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from pathlib import Path

import click

from sojourn_host import home
from sojourn_host.cli.options import Name, json_option
from sojourn_host.cli.output import Output
from sojourn_host.emulate import Device, EmulateError, known_devices, launch, remember
from sojourn_host.emulate.device import VMS, command, log_file, only_one

DIES_WITHIN = 0.5  # seconds in which a device that cannot run has said so


@click.command()
@click.argument("name", type=Name())
@click.option("--vm", type=click.Choice(VMS), help="Its interpreter. [default: as last time, else micropython]")
@click.option("--heap", help="Its heap, MicroPython only. [default: as last time, else 144k]")
@click.option(
    "--state", type=click.Path(file_okay=False, path_type=Path), help="Its folder. [default: in the state folder]"
)
@click.option("--relay", "address", help="Where it dials, tcp:HOST:PORT. [default: the relay of this user]")
@click.option("--detach", is_flag=True, help="Start it in the background and return.")
@json_option
def emulate(
    name: str, vm: str | None, heap: str | None, state: Path | None, address: str | None, detach: bool, as_json: bool
) -> None:
    """Run an emulated device: a process of a real MicroPython, or of CPython, that dials the relay.

    The first time a fresh key is made, which the device and this host share. The device is this very process: kill it
    as you would pull a board's plug. `sojourn migrate --to NAME` starts it by itself from then on.

    \b
    Examples:
      sojourn emulate board
      sojourn emulate desk --vm cpython --detach
      sojourn emulate tiny --heap 96k
    """
    old = known_devices().get(name, Device(name))
    folder = str(state.absolute()) if state else old.state
    device = Device(name, vm or old.vm, heap or old.heap, folder, address or old.relay)
    out = Output(as_json)
    with only_one(device):
        remember(device)  # first: making what the device imports takes some seconds, and it is known from now on
        data = {"device": name, "vm": device.vm, "heap": device.heap, "key": str(home.key_of(name))}
        if not detach:
            args, env = command(device)
            out.result({**data, "pid": os.getpid()}, f"device {name} ({device.vm}) is this process, {os.getpid()}")
            sys.stdout.flush()
            os.execve(args[0], args, env)
    child = launch(device)
    with contextlib.suppress(subprocess.TimeoutExpired):
        child.wait(DIES_WITHIN)
        said = log_file(name).read_text("utf-8", "replace").strip().splitlines()[-1:]
        raise EmulateError(f"device {name} ended at once{''.join(f': {line}' for line in said)}", "device-offline")
    child.returncode = 0  # it outlives this process: nobody waits for it
    out.result({**data, "pid": child.pid}, f"device {name} ({device.vm}) runs as process {child.pid}")
