"""The host's ends of wires: one small module for each medium, named by the scheme of its address.

May live here: code for CPython (asyncio, later pyserial and bleak). May not: protocol, or what a message means.
"""

__all__: "list[str]" = []
