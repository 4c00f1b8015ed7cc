"""Ends the demo's processes and removes its folder once the demo is gone, however it ended: after a kill -9 too.

    python -I guardian.py FOLDER

It leads the process group of all that the demo starts, and reads a pipe whose other end only the demo holds: the end of
that file is the end of the demo. Kept to the standard library, since it is run as a file. May live here: that watch.
May not: the orderly end, which is the demo's own (children.py) and leaves nothing to do here.
"""

import os
import shutil
import signal
import sys
import time

GRACE_SECONDS = 1.0  # for the store server to close its file


def main() -> None:
    """Waits for the end of standard input, then ends the group, this process included."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    while os.read(0, 64):
        pass
    group = os.getpgrp()
    os.killpg(group, signal.SIGTERM)
    time.sleep(GRACE_SECONDS)
    shutil.rmtree(sys.argv[1], ignore_errors=True)
    os.killpg(group, signal.SIGKILL)


if __name__ == "__main__":
    main()
