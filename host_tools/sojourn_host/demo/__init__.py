"""What `sojourn demo` shows: a picture that is drawn by one interpreter, then another, as if it were one.

May live here: the program that is shown, its story, the processes it needs and how it looks. May not: anything the
other verbs need; the demo uses the store, the relay and emulated devices as everybody else does.
"""

from sojourn_host.demo.children import Children, DemoError, handle_signals
from sojourn_host.demo.screen import make_screen
from sojourn_host.demo.story import Story, picture_size

__all__ = ["Children", "DemoError", "Story", "handle_signals", "make_screen", "picture_size"]
