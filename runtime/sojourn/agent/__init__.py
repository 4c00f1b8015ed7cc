"""The agent: what runs beside the programs on a device, and does what the host asks over a link.

May live here: device code that is handed its line, folder, clock, entropy and engine. May not: sockets, pins, threads,
frames, records. Nothing is imported here; a device asks for `sojourn.agent.agent` by name.
"""

__all__: "list[str]" = []
