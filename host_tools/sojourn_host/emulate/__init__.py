"""Emulated devices: separate processes of a real MicroPython, or of CPython, that behave like a board on a cable.

May live here: finding interpreters, building what they import, starting them. May not: what they do; that is the
runtime's own code, the same as on a board.
"""

from sojourn_host.emulate.device import Device, known_devices, launch, remember
from sojourn_host.emulate.firmware import EmulateError

__all__ = ["Device", "EmulateError", "known_devices", "launch", "remember"]
