# lowered: async def, await, async for, async with, gather, wait_for, events and locks.
import asyncio

async def add(a, b):
    await asyncio.sleep(0)
    return a + b

async def worker(name, n, out):
    for i in range(n):
        out.append((name, i))
        await asyncio.sleep(0.001 * (1 + len(name)))
    return name * 2

async def main():
    print(await add(1, 2))
    out = []
    print(await asyncio.gather(worker("a", 3, out), worker("bb", 2, out), add(5, 6)))
    print(sorted(out))
    t = asyncio.create_task(worker("slow", 100, out))
    try:
        await asyncio.wait_for(t, 0.02)
    except asyncio.TimeoutError:
        print("too slow")
    print(t.cancelled(), t.done())
    e = asyncio.Event()
    async def waiter():
        await e.wait()
        return "woken"
    w = asyncio.create_task(waiter())
    await asyncio.sleep(0)
    e.set()
    print(await w)
    lock = asyncio.Lock()
    async def locked(n):
        async with lock:
            await asyncio.sleep(0)
            print("locked", n)
    await asyncio.gather(*[locked(n) for n in range(3)])
    class Up:
        def __init__(self, n):
            self.n = n
        def __aiter__(self):
            return self
        async def __anext__(self):
            if self.n == 0:
                raise StopAsyncIteration
            self.n -= 1
            await asyncio.sleep(0)
            return self.n
    async for v in Up(3):
        print(v)
    else:
        print("over")
    try:
        await failing()
    except ValueError as error:
        print("caught", error)

async def failing():
    await asyncio.sleep(0)
    raise ValueError("no")

asyncio.run(main())
