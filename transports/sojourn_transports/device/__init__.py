"""The device's ends of wires: one small module for each medium, named by the scheme of its address.

May live here: code that opens a medium on MicroPython (and on a CPython that plays a device). May not: protocol.
"""

__all__: "list[str]" = []
