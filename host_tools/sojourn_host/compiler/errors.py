"""What the compiler says when it cannot go on.

Only error types live here.  A `Refusal` is one construct at one place, with the reason and what to write
instead; `CompileError` carries all the refusals that one run found, so that a person mends them in one go.
"""


class Refusal:
    """One construct that cannot be captured: where, what, why, and what to write instead."""

    def __init__(self, file: str, line: int, column: int, construct: str, reason: str, advice: str = "") -> None:
        self.file = file
        self.line = line
        self.column = column
        self.construct = construct
        self.reason = reason
        self.advice = advice

    def __str__(self) -> str:
        text = f"{self.file}:{self.line}:{self.column}: {self.construct}: {self.reason}"
        return f"{text}; {self.advice}" if self.advice else text


class CompileError(Exception):
    """The program cannot be made resumable; `refusals` holds every reason found, in source order."""

    def __init__(self, refusals: list[Refusal]) -> None:
        self.refusals = refusals
        super().__init__("\n".join(str(refusal) for refusal in refusals))
