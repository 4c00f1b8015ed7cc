"""What runs on a desktop or a server: compiler, store server, relay, emulated devices, command line.

May live in this package: CPython 3.11+ code. May not: anything a device needs; that belongs to `sojourn` or
`sojourn_transports`, which never import this package.

The version is the project's one version; it is read from `sojourn`, which travels alone onto devices.
"""

from sojourn import __version__

__all__ = ["__version__"]
