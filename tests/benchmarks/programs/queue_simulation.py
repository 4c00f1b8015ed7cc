# Objects, exceptions and `with`: customers, tellers and a log, driven by a heap of events.
class Heap:
    def __init__(self):
        self.items = []

    def push(self, item):
        items = self.items
        items.append(item)
        at = len(items) - 1
        while at:
            parent = (at - 1) >> 1
            if items[parent] <= items[at]:
                break
            items[parent], items[at] = items[at], items[parent]
            at = parent

    def pop(self):
        items = self.items
        if not items:
            raise IndexError("nothing left")
        first, last = items[0], items.pop()
        if items:
            at = 0
            size = len(items)
            while True:
                child = 2 * at + 1
                if child >= size:
                    break
                if child + 1 < size and items[child + 1] < items[child]:
                    child += 1
                if last <= items[child]:
                    break
                items[at] = items[child]
                at = child
            items[at] = last
        return first


class Log:
    def __init__(self):
        self.depth = 0
        self.entered = 0

    def __enter__(self):
        self.depth += 1
        self.entered += 1
        return self

    def __exit__(self, kind, value, traceback):
        self.depth -= 1
        return False


class Bank:
    def __init__(self, tellers):
        self.free = tellers
        self.waiting = []
        self.served = 0
        self.log = Log()

    def arrive(self, time, customer, events):
        if self.free:
            self.free -= 1
            events.push((time + 3 + customer % 7, 1, customer))
        else:
            self.waiting.append(customer)

    def leave(self, time, events):
        with self.log:
            self.served += 1
            if self.waiting:
                customer = self.waiting.pop()
                events.push((time + 3 + customer % 7, 1, customer))
            else:
                self.free += 1


def simulate(customers, tellers):
    events = Heap()
    bank = Bank(tellers)
    for n in range(customers):
        events.push((n * 2 + n % 5, 0, n))
    time = 0
    try:
        while True:
            time, kind, customer = events.pop()
            if kind:
                bank.leave(time, events)
            else:
                bank.arrive(time, customer, events)
    except IndexError:
        return time, bank.served, bank.log.entered, len(bank.waiting)


def main():
    for tellers in (2, 3, 4):
        print(tellers, simulate(6000, tellers))


main()
