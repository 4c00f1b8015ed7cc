# Ends in SystemExit with code 3, raised by sys.exit in a function, through a finally and past an `except Exception`.
import sys


def leave(code):
    print("leaving with", code)
    sys.exit(code)


def work(n):
    try:
        total = 0
        for i in range(n):
            total += i
        if total > 300:
            leave(3)
        return total
    except Exception:
        print("never: SystemExit is no Exception")
    finally:
        print("finally", n)


for n in range(5, 40, 5):
    print(n, work(n))
