"""What MicroPython does for budgets.py: `imports`, `stays` or `budget`, one JSON line each.

May live here: code for a device. May not: judgement; budgets.py prints the tables.

    imports NAME ...             bytes that stay allocated after each import, in this order
    stays STATE COUNT ...        stays of process `p` in STATE as an agent runs it: load, COUNT safepoints (0: all), store
    budget STATE COUNT ...       the same, but a stay that cannot be stored is the last, and does not go on

A stay has an agent and a line with its buffers around it, as on a device that is connected.
"""

import gc
import json
import sys


def used() -> int:
    gc.collect()
    return gc.mem_alloc()


def imports(names: "list[str]") -> None:
    for number in range(1400):  # the table of names grows in large steps, which are no module's: here it has room
        getattr(gc, "budgets%d" % number, None)
    for name in names:
        before = used()
        __import__(name)
        print(json.dumps([name, used() - before]))


class Wire:
    """A wire that nothing comes from and that takes everything."""

    def read_into(self, buffer):
        return 0

    def write(self, data):
        return len(data)

    def wait(self, ms):
        return

    def close(self):
        return


class Engine:
    """The device's own, which looks at what is free when the program calls."""

    def __init__(self, real, count):
        self.real = real
        self.count = count
        self.marks = {}
        self.least = 1 << 30

    def mark(self, name):
        gc.collect()
        self.marks[name] = gc.mem_free()

    def mount(self, folder, console, poll):
        self.mark("before mounting")
        process = self.real.mount(folder, console, poll)
        self.mark("mounted")
        load = process.load

        def loaded():
            load()
            self.mark("loaded")
            if self.count:
                process.engine.count_to(process.engine.count + self.count)

        process.load = loaded  # called by `run`
        return process

    def unmount(self):
        self.real.unmount()

    def heap(self, folder):
        return self.real.heap(folder)


def stays(state: str, counts: "list[int]", again: bool) -> None:
    """As many stays of process `p` as there are counts, one after the other in this interpreter."""
    from sojourn.agent.agent import Agent
    from sojourn_transports.device import unix
    from sojourn_transports.line import Line

    engine = Engine(unix.Engine(), 0)

    def dial():
        return Line(Wire(), unix.clock, 7)

    def random(size):
        return b"0" * size

    def sleep(ms):
        return

    agent = Agent("board", state, b"k" * 32, dial, (OSError,), engine, unix.clock, sleep, random, print)
    calls = [0]

    def write(text):
        sys.stderr.write(text)
        calls[0] += 1
        if calls[0] % 50 == 0:
            gc.collect()
            engine.least = min(engine.least, gc.mem_free())

    agent.write = write
    agent.poll()
    for count in counts:
        engine.count = count
        engine.marks = {}
        engine.least = 1 << 30
        agent._clear()
        engine.mark("idle")
        agent._gone = not again
        from sojourn.agent import requests

        agent._requests = requests.Requests(agent)
        del requests
        engine.mark("with requests")
        from sojourn.agent.staying import mounted

        why = mounted(agent, "p")
        del mounted
        if why:
            raise SystemExit(why)
        agent._unload()
        process = agent.running
        news, _ = agent._carried_out()
        if process.problem is not None:
            sys.print_exception(process.problem)
            news["problem"] = repr(process.problem)
        del process
        engine.mark("ended")
        agent._clear()
        engine.mark("cleared")
        from sojourn.agent.keeping import settle

        settle(state, "p", news)
        del settle
        print(json.dumps([news, engine.least, engine.marks]))


if sys.argv[1] == "imports":
    imports(sys.argv[2:])
else:
    stays(sys.argv[2], [int(count) for count in sys.argv[3:]], sys.argv[1] == "stays")
