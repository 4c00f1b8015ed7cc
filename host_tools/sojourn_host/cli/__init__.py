"""The command line: `sojourn VERB`, one verb in each file.

May live here: arguments, output for people and as JSON, exit codes. May not: what a verb does beyond calling it.
"""

from sojourn_host.cli.main import main

__all__ = ["main"]
