"""Refuses a commit whose subject is not `path: Sentence.` in at most 72 characters.

Called by the commit-msg hook with the file that holds the message. May live here: this one rule.
"""

import re
import sys
from pathlib import Path

LONGEST = 72
# What git writes by itself is left alone.
ALLOWED = re.compile(r"(Merge|Revert|fixup!|squash!) .*|[\w./, -]+: \S.*\.")


def complaint(subject: str) -> str | None:
    """What is wrong with a subject, or None."""
    if not ALLOWED.fullmatch(subject):
        return "write the subject as `path: Sentence.`, for example `runtime/heap: Verify each page when it is read.`"
    if len(subject) > LONGEST:
        return f"the subject has {len(subject)} characters, {LONGEST} are allowed; the rest belongs into the body"
    sentence = subject.partition(": ")[2]
    if sentence[:1].islower():
        return "the sentence after `path: ` begins with a capital"
    return None


if __name__ == "__main__":
    wrong = complaint((Path(sys.argv[1]).read_text(encoding="utf-8").splitlines() or [""])[0])
    sys.exit(wrong)
