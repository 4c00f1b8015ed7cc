# lowered: Several producers and consumers, cancellation, timeouts and awaitables of the program's own.
import asyncio


def work(n):
    total = 0
    for i in range(n):
        total += i * i % 7
    return total


class Ticket:
    def __init__(self, number):
        self.number = number

    def __await__(self):
        for _ in range(self.number):
            yield
        return self.number * 10


async def producer(queue, name, count):
    for n in range(count):
        await queue.put((name, n, work(n + 5)))
        if n % 2:
            await asyncio.sleep(0)
    await queue.put(None)


async def consumer(queue, log):
    while True:
        item = await queue.get()
        if item is None:
            return len(log)
        log.append(item)


async def careful(log):
    try:
        log.append("begin")
        await asyncio.sleep(100)
        log.append("never")
    except asyncio.CancelledError:
        log.append("cancelled")
        work(30)
        raise
    finally:
        log.append("cleaned up")


async def failing(n):
    await asyncio.sleep(0)
    raise ValueError("failed %d" % n)


async def nested(depth):
    if depth == 0:
        await asyncio.sleep(0)
        return 1
    return depth + await nested(depth - 1)


async def main():
    queue = asyncio.Queue(2)
    log = []
    tasks = [asyncio.create_task(producer(queue, "p", 6)), asyncio.create_task(consumer(queue, log))]
    print(await asyncio.gather(*tasks), log)
    log = []
    task = asyncio.create_task(careful(log))
    await asyncio.sleep(0)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print("task was cancelled", log, task.cancelled(), task.done())
    try:
        await asyncio.wait_for(careful(log), 0.005)
    except asyncio.TimeoutError:
        print("timed out", log)
    print([str(r) for r in await asyncio.gather(failing(1), nested(3), failing(2), return_exceptions=True)])
    try:
        await asyncio.gather(failing(3), nested(2))
    except ValueError as error:
        print("gather raised", error)
    print(await nested(12), sum([await nested(n) for n in range(4)]))
    semaphore = asyncio.Semaphore(2)
    running = []

    async def limited(n):
        async with semaphore:
            running.append(n)
            await asyncio.sleep(0.001)
            running.remove(n)
            return n * n

    print(await asyncio.gather(*(limited(n) for n in range(5))), running)
    event = asyncio.Event()
    order = []

    async def waiter(name):
        await event.wait()
        order.append(name)

    waiters = [asyncio.create_task(waiter(name)) for name in "abc"]
    await asyncio.sleep(0)
    event.set()
    await asyncio.gather(*waiters)
    print(order, event.is_set(), [t.done() for t in waiters])
    future = asyncio.get_running_loop().create_future()
    asyncio.get_running_loop().call_later(0.002, future.set_result, "later")
    print(await future)
    done, pending = await asyncio.wait([asyncio.create_task(nested(1)), asyncio.create_task(careful([]))], return_when=asyncio.FIRST_COMPLETED)
    print(len(done), len(pending), [t.result() for t in done])
    for t in pending:
        t.cancel()
    print(await Ticket(3), await asyncio.gather(asyncio.ensure_future(Ticket(2)), nested(1)))
    for kind in (TimeoutError, asyncio.TimeoutError):
        try:
            await asyncio.wait_for(asyncio.sleep(5), 0.001)
        except kind:
            print("too late", kind is TimeoutError)
    total = 0
    for n in range(5):
        total += work(n * 10)
        await asyncio.sleep(0)
    return total


print(asyncio.run(main()))
