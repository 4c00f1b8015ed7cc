"""How bytes travel between a device and a host: the sans-IO link, and one small module for each medium.

May live in this package: the link protocol as a state machine over bytes and time passed in (both ends use the same
one, MicroPython-safe), `device/` (MicroPython's own modules) and `host/` (asyncio, pyserial, bleak). May not: anything
that knows what the bytes mean; that is the business of `sojourn` on the device and `sojourn_host` on the host.

Nothing is imported here, so that a device pays only for the parts it names: `sojourn_transports.link`, `.line`,
`.address` (`open("tcp:127.0.0.1:4771")`).
"""

__all__: "list[str]" = []
