# refused: 2:1 import threading
from threading import Lock

lock = Lock()
print(lock.acquire())
