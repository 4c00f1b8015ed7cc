"""Addresses of the form `scheme:rest`, and which module opens which scheme on which side.

May live here: the table of schemes. May not: anything about one medium; its module is imported when it is asked for.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# scheme -> module below `device` and below `host`; each has open_wire(rest) and open_link(rest) respectively.
SCHEMES = {"tcp": "tcp"}


def split(address: str) -> "tuple[str, str]":
    """(module name, rest) of an address such as `tcp:127.0.0.1:4771`. ValueError for an unknown scheme."""
    scheme, colon, rest = address.partition(":")
    if not colon or scheme not in SCHEMES:
        raise ValueError("%r is no address; it must start with one of: %s:" % (address, ":, ".join(sorted(SCHEMES))))
    return SCHEMES[scheme], rest


def open_wire(address: str) -> "Any":
    """Opens an address from a device: an object with read_into, write, wait and close. LinkLost, ValueError."""
    name, rest = split(address)
    module: "Any" = __import__("sojourn_transports.device." + name, None, None, ("open_wire",))
    return module.open_wire(rest)


async def open(address: str) -> "Any":
    """Opens an address from a host: a StreamLink. LinkLost, LinkUsageError, ValueError."""
    name, rest = split(address)
    module: "Any" = __import__("sojourn_transports.host." + name, None, None, ("open_link",))
    return await module.open_link(rest)
