"""A device on MicroPython's unix port: `micropython -X heapsize=144k main.py CONFIG.json`.

CONFIG.json is described in sojourn_transports/device/unix.py; `sojourn emulate NAME` writes one and starts a device.
"""

import sys

from sojourn_transports.device.unix import serve

serve(sys.argv[1])
