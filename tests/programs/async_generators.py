# lowered: Asynchronous generators and comprehensions: driven by async for, asend, athrow and aclose, awaiting in between.
import asyncio


def work(n):
    total = 0
    for i in range(n):
        total += i * 3 % 5
    return total


async def ticks(count):
    """Numbers that come late."""
    for n in range(count):
        await asyncio.sleep(0)
        work(n)
        yield n
    print("ticks are over")


async def pairs(source):
    held = None
    async for item in source:
        if held is None:
            held = item
        else:
            yield held, item
            held = None


async def echo():
    got = None
    while True:
        try:
            got = yield got
            await asyncio.sleep(0)
        except ValueError as error:
            work(20)
            got = "caught %s" % error
        finally:
            work(3)


class Store:
    def __init__(self, items):
        self.items = items

    async def walk(self, step=1):
        for at in range(0, len(self.items), step):
            yield self.items[at]
            await asyncio.sleep(0)

    async def __aiter__(self):
        for item in self.items:
            work(4)
            yield item


async def square(n):
    await asyncio.sleep(0)
    return n * n


async def main():
    async for n in ticks(3):
        print("tick", n)
    async for pair in pairs(ticks(6)):
        print(pair)
    print([n async for n in ticks(4)], sorted({n: work(n) async for n in ticks(3) if n}.items()))
    print([await square(n) async for n in ticks(4) if n % 2], sorted({n % 2 async for n in ticks(5)}))
    print([(a, b) async for a in ticks(2) for b in range(2)])
    print([(a, b) for a in range(2) async for b in ticks(2)])
    print([await square(n) for n in range(4)], sum([await square(n) async for n in ticks(3)]))
    speaker = echo()
    print(await speaker.asend(None), await speaker.asend("a"), await speaker.asend("b"))
    print(await speaker.athrow(ValueError("odd")))
    await speaker.aclose()
    try:
        await speaker.__anext__()
    except StopAsyncIteration:
        print("closed")
    store = Store(list("abcdef"))
    print([item async for item in store.walk(2)], [item async for item in store])
    functions = [lambda: item async for item in store.walk()]
    print([function() for function in functions])
    async for item in store:
        if item == "c":
            break
        print("item", item)
    else:
        print("never")
    both = await asyncio.gather(collect(ticks(3)), collect(store.walk(3)))
    print(both)


async def collect(source):
    found = []
    async for item in source:
        found.append((item, work(7)))
    return found


asyncio.run(main())
