"""A program for tests of the chain: computes and prints until a file appears, then hurries to its end.

Its output is the same however long it is made to wait. Nothing in it knows that it is moved.
"""

import os
import time

LINES = 1500
BALLAST = 0
GATE = ""


def is_open():
    if GATE == "":
        return True
    try:
        os.stat(GATE)
    except OSError:
        return False
    return True


def mixed(seed, n):
    value = seed
    for i in range(n):
        value = (value * 31 + i) % 65521
    return value


def letters(seed):
    text = ""
    for _ in range(60):
        seed = (seed * 75 + 74) % 65537
        text += "abcdefghijklmnopqrstuvwxyz"[seed % 26]
    return text


ballast = [letters(i) for i in range(BALLAST)]
value = 1
for line in range(LINES):
    value = mixed(value, 100)
    print(line, value, ballast[line % BALLAST] if BALLAST else "")
    if not is_open():
        time.sleep(0.01)
while not is_open():
    time.sleep(0.01)
