# refused: 3:1 import threading
import sys
import threading

thread = threading.Thread(target=print, args=("in a thread",))
thread.start()
thread.join()
