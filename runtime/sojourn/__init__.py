"""What a device carries: execution, persistent heap, processes, leases.

May live in this package: code that runs unchanged on MicroPython 1.27+ and on CPython 3.11+, and is handed
everything it needs (pages, link, clock, entropy). May not: anything that opens a device, reads a pin, starts a thread
or imports another root; this is the root everything else points to.

This file stays nearly empty on purpose: importing `sojourn` costs a device only what the program then asks for, so
parts are imported by their own names (`from sojourn.heap import Heap`).
"""

__all__ = ["__version__"]

__version__ = "0.1.0"
