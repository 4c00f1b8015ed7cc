"""The error of a request that a device does not do.

Lives here: that class, so that it can be had without the rules it comes from.
"""


class Refused(Exception):
    """A request that the device's records do not allow. args: (code, message)."""
