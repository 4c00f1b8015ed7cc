"""Verification: a program moved at its safepoints must do exactly what it does when it never moves.

verification.py is the procedure, interpreters.py where segments run, outcome.py what is compared. May not live here:
how verdicts are shown (cli/verify.py).
"""

from sojourn_host.verify.interpreters import VMS, InterpreterPool
from sojourn_host.verify.outcome import Outcome, run_untouched
from sojourn_host.verify.verification import RESULTS, Report, verify

__all__ = ["RESULTS", "VMS", "InterpreterPool", "Outcome", "Report", "run_untouched", "verify"]
