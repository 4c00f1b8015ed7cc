"""Asks a running program for stops at random moments and notes how long each took; inside the interpreter.

Runs on MicroPython and on CPython. May live here: what happens inside the process. May not: how often, and what is made
of the figures (latency.py). The way is a device's (sojourn_transports/device/unix.py): a timer sets the flag, the next
safepoint looks whether something was asked, and the program is captured there. The clock counts real time.

A moment is taken at the timer, outside of the program: what native code keeps the program from looking counts too.
Where the system made the process wait for a processor meanwhile (Linux tells), the time says nothing about the program:
the stop is disturbed, does not count, and is asked for again.
"""

import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from sojourn_host.bench.stopwatch import MICRO, engine_of, go_on, write_text
else:  # beside this file where it runs
    from stopwatch import MICRO, engine_of, go_on, write_text

LEAST = 500  # microseconds from going on to the next question
SPREAD = 16000  # and up to so many more
DISTURBED = 100  # microseconds of waiting for a processor, besides 2 % of a longer time
_QUEUE = "/proc/self/schedstat"  # of the main thread: ns that it ran, ns that it waited for a processor

_time: "Any" = time


def latency(folder: str, answer: str, seed: int, most: int) -> None:
    """Run the program that was compiled into `folder` to its end, and ask it for at most `most` stops on the way.

    Its code is loaded before the first question: what is not running cannot stop.
    """
    from sojourn.boot import prepared

    engine = engine_of(folder)
    holes = prepared(engine)
    asker = Asker(engine, seed)
    while len(asker.stops) < most:
        asker.arm()
        going = go_on(asker.engine)
        asker.note()
        if not going:
            break
    else:
        asker.asked = 0
        while go_on(asker.engine):
            pass
    del holes
    lines = [str(asker.disturbed)] + [f"{point} {end} {atomic}" for point, end, atomic in asker.stops]
    write_text("\n".join(lines), answer)


class Asker:
    """One question at a time: when it was put, when the capture began, and what passed in atomic sections between."""

    def __init__(self, engine: "Any", seed: int) -> None:
        self.engine = engine
        self.stops: list[tuple[int, int, int]] = []  # microseconds: to the safepoint, to the end, in atomic sections
        self.asked = 0  # when, 0: not yet
        self.began = 0
        self.entered = 0  # the atomic section that the program is in
        self.inside = 0
        self.waited = 0
        self.disturbed = 0
        self.random = seed
        self.begin = engine.begin
        self.atomic = engine.atomic
        engine.poll = self.poll
        engine.begin = self.beginning
        engine.atomic = self.step
        self.timer: Any = Thread(self) if MICRO else Alarm(self)

    def arm(self) -> None:
        """Ask after a random time."""
        self.random = (self.random * 1103515245 + 12345) & 0x7FFFFFFF
        self.asked = self.began = self.inside = 0
        self.waited = waited()
        self.timer.arm(LEAST + (self.random >> 8) % SPREAD)

    def note(self) -> None:
        """The program was captured, or has ended."""
        done = now()
        self.timer.disarm()
        if not self.asked or done < self.asked:
            return
        if waited() - self.waited > DISTURBED + (done - self.asked) // 50:
            self.disturbed += 1
        else:
            self.stops.append(((self.began or done) - self.asked, done - self.asked, self.inside))

    # what the engine calls ----------------------------------------------------------------------------

    def poll(self) -> None:
        """A safepoint, after a tick."""
        if self.asked and now() >= self.asked:
            self.engine.ask("latency")

    def beginning(self, index: int, point: int, mark: "Any") -> bool:
        """In place of the engine's `begin`."""
        self.began = now()
        begins: bool = self.begin(index, point, mark)
        return begins

    def step(self, step: int) -> None:
        """In place of the engine's `atomic`."""
        if step > 0 and not self.engine.depth:
            self.entered = now()
        self.atomic(step)
        if not self.engine.depth and self.asked:
            passed = now() - max(self.entered, self.asked)
            if passed > 0:
                self.inside += passed


class Thread:
    """Where a device's ticks come from on MicroPython: a thread, and the scheduler of the main one."""

    def __init__(self, asker: Asker) -> None:
        import _thread

        self.asker = asker
        self.delay = 0
        self.fire = self.fire_  # made once: the thread makes no objects
        _thread.start_new_thread(self.run, ())

    def arm(self, delay: int) -> None:
        self.delay = delay

    def disarm(self) -> None:
        self.delay = 0

    def fire_(self, _: "Any") -> None:
        self.asker.engine.tick(None)

    def run(self) -> None:
        micropython: Any = __import__("micropython")
        while True:
            delay = self.delay
            _time.sleep_us(delay or 100)
            if delay and self.delay:
                self.delay = 0
                self.asker.asked = _time.ticks_us()
                try:
                    micropython.schedule(self.fire, None)
                except RuntimeError:
                    pass  # the queue is full: a tick is there already


class Alarm:
    """Where they come from on CPython: the system's timer. The moment is the one it was set to."""

    def __init__(self, asker: Asker) -> None:
        import signal  # CPython only

        self.asker = asker
        self.set: Any = signal.setitimer
        self.which = signal.ITIMER_REAL
        signal.signal(signal.SIGALRM, lambda number, frame: asker.engine.tick(None))

    def arm(self, delay: int) -> None:
        self.asker.asked = now() + delay
        self.set(self.which, delay / 1e6)

    def disarm(self) -> None:
        self.set(self.which, 0)


def waited() -> int:
    """Microseconds that the program's thread has waited for a processor; 0 where the system does not tell."""
    try:
        with open(_QUEUE) as file:
            return int(file.read().split()[1]) // 1000
    except OSError:
        return 0


def now() -> int:
    """Microseconds of real time."""
    if MICRO:
        ticks: int = _time.ticks_us()
        return ticks
    return time.perf_counter_ns() // 1000
