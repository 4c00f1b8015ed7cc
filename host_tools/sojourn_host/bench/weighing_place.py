"""What a program imports where it is weighed (memory.py). May not hold anything else: all of it is weighed, too."""

import scales  # type: ignore[import-not-found,unused-ignore]  # beside this file where it runs  # pyright: ignore

scales.weigh()
