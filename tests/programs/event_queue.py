# A discrete event simulation: a queue ordered by time and number, callbacks as closures and bound methods, cancellation.
class Event:
    def __init__(self, at, number, action, args):
        self.at = at
        self.number = number
        self.action = action
        self.args = args
        self.dead = False

    def __lt__(self, other):
        return (self.at, self.number) < (other.at, other.number)


class Simulator:
    def __init__(self):
        self.now = 0
        self.number = 0
        self.queue = []
        self.trace = []

    def after(self, delay, action, *args):
        self.number += 1
        event = Event(self.now + delay, self.number, action, args)
        low, high = 0, len(self.queue)
        while low < high:
            middle = (low + high) // 2
            if event < self.queue[middle]:
                high = middle
            else:
                low = middle + 1
        self.queue.insert(low, event)
        return event

    def note(self, *what):
        self.trace.append("%4d %s" % (self.now, " ".join([str(w) for w in what])))

    def run(self, until):
        ran = 0
        while self.queue and self.queue[0].at <= until:
            event = self.queue.pop(0)
            if event.dead:
                continue
            self.now = event.at
            try:
                event.action(*event.args)
            except ValueError as e:
                self.note("failed:", e)
            ran += 1
        self.now = until
        return ran


class Random:
    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = (self.state * 1103515245 + 12345) & 0x7FFFFFFF
        return (self.state >> 8) % n


class Teller:
    def __init__(self, name, bank):
        self.name = name
        self.bank = bank
        self.serving = None
        self.served = 0

    def take(self):
        if self.serving is not None or not self.bank.line:
            return
        customer, arrived = self.bank.line.pop(0)
        self.serving = customer
        waited = self.bank.sim.now - arrived
        self.bank.waits.append(waited)
        self.bank.sim.note(self.name, "takes", customer, "after", waited)
        self.bank.sim.after(5 + self.bank.random.below(20), self.finish)

    def finish(self):
        customer, self.serving = self.serving, None
        self.served += 1
        self.bank.sim.note(self.name, "done with", customer)
        self.bank.wake()


class Bank:
    def __init__(self, sim, tellers, seed):
        self.sim = sim
        self.random = Random(seed)
        self.line = []
        self.waits = []
        self.left = 0
        self.tellers = [Teller("T%d" % i, self) for i in range(tellers)]

    def arrive(self, number, last):
        self.line.append(("C%d" % number, self.sim.now))
        self.sim.note("C%d" % number, "arrives, line", len(self.line))
        self.sim.after(15, self.give_up, "C%d" % number)
        self.wake()
        if number < last:
            self.sim.after(1 + self.random.below(8), self.arrive, number + 1, last)

    def give_up(self, name):
        for i, (customer, _) in enumerate(self.line):
            if customer == name:
                del self.line[i]
                self.left += 1
                self.sim.note(name, "leaves")
                break

    def wake(self):
        for teller in self.tellers:
            teller.take()


sim = Simulator()
bank = Bank(sim, 2, 7)
sim.after(1, bank.arrive, 1, 14)


def every(period, action):
    def again():
        action()
        nonlocal event
        event = sim.after(period, again)

    def cancel():
        event.dead = True

    event = sim.after(period, again)
    return cancel


cancel = every(25, lambda: sim.note("tick, line", len(bank.line)))


def fail(times):
    if times:
        sim.after(10, fail, times - 1)
    raise ValueError("left %d" % times)


sim.after(12, fail, 2)
print(sim.run(60))
cancel()
print(sim.run(200), sim.now, len(sim.queue))
for line in sim.trace:
    print(line)
print(bank.waits, bank.left, [t.served for t in bank.tellers])
