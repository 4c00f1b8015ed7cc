# refused: 5:1 import _thread
# Locks are of threads, too.
import sys

import _thread

lock = _thread.allocate_lock()
with lock:
    print(sys.byteorder != "")
