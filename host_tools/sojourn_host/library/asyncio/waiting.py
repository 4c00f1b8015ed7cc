"""Waiting for several things of asyncio, or for so long: sleep, gather, wait_for, shield, wait, TaskGroup."""

from .events import CancelledError, Future, create_task, ensure_future, get_event_loop, get_running_loop
from .queues import Queue

FIRST_COMPLETED = "FIRST_COMPLETED"
FIRST_EXCEPTION = "FIRST_EXCEPTION"
ALL_COMPLETED = "ALL_COMPLETED"


class _Pass:
    """Gives the other tasks a turn."""

    def __await__(self):
        yield


async def sleep(delay, result=None):
    if delay <= 0:
        await _Pass()
        return result
    loop = get_running_loop()
    future = loop.create_future()
    handle = loop.call_later(delay, _set_unless_done, future, result)
    try:
        return await future
    finally:
        handle.cancel()


async def sleep_ms(delay):
    await sleep(delay / 1000)


def _set_unless_done(future, result):
    if not future._done:
        future.set_result(result)


class _Gathering(Future):
    def __init__(self, children, loop):
        self._done = False
        self._result = None
        self._exception = None
        self._cancelled = False
        self._callbacks = []
        self._loop = loop
        self._children = children
        self._asked = False

    def cancel(self, msg=None):
        if self._done:
            return False
        found = False
        for child in self._children:
            if child.cancel():
                found = True
        if found:
            self._asked = True
        return found


class _Gatherer:
    def __init__(self, outer, count, keep):
        self.outer = outer
        self.left = count
        self.keep = keep

    def child_done(self, child):
        self.left -= 1
        outer = self.outer
        if outer._done:
            return
        if not self.keep:
            if child._cancelled:
                outer.set_exception(CancelledError())
                return
            if child._exception is not None:
                outer.set_exception(child._exception)
                return
        if self.left:
            return
        if outer._asked:
            outer.set_exception(CancelledError())
            return
        results = []
        for one in outer._children:
            if one._cancelled:
                results.append(CancelledError())
            elif one._exception is not None:
                results.append(one._exception)
            else:
                results.append(one._result)
        outer.set_result(results)


def gather(*things, return_exceptions=False):
    loop = get_event_loop()
    children = []
    seen = []
    for thing in things:
        known = None
        for entry in seen:
            if entry[0] is thing:
                known = entry[1]
        if known is None:
            known = ensure_future(thing, loop)
            seen.append((thing, known))
        children.append(known)
    outer = _Gathering(children, loop)
    if not children:
        outer.set_result([])
        return outer
    gatherer = _Gatherer(outer, len(seen), return_exceptions)
    for entry in seen:
        entry[1].add_done_callback(gatherer.child_done)
    return outer


async def wait_for(thing, timeout):
    if timeout is None:
        return await thing
    loop = get_running_loop()
    future = ensure_future(thing, loop)
    if timeout <= 0:
        if future._done:
            return future.result()
        await _cancel_and_wait(future)
        try:
            return future.result()
        except CancelledError:
            raise TimeoutError
    waiter = loop.create_future()
    handle = loop.call_later(timeout, _release, waiter)
    release = _Releasing(waiter)
    future.add_done_callback(release.done)
    try:
        try:
            await waiter
        except CancelledError:
            if future._done:
                return future.result()
            future.remove_done_callback(release.done)
            await _cancel_and_wait(future)
            raise
        if future._done:
            return future.result()
        future.remove_done_callback(release.done)
        await _cancel_and_wait(future)
        try:
            return future.result()
        except CancelledError:
            raise TimeoutError
    finally:
        handle.cancel()


async def wait_for_ms(thing, timeout):
    return await wait_for(thing, timeout / 1000)


class _Releasing:
    def __init__(self, waiter):
        self.waiter = waiter

    def done(self, future):
        _release(self.waiter)


def _release(waiter):
    if not waiter._done:
        waiter.set_result(None)


async def _cancel_and_wait(future):
    waiter = get_running_loop().create_future()
    future.add_done_callback(_Releasing(waiter).done)
    future.cancel()
    await waiter


async def shield(thing):
    inner = ensure_future(thing)
    if inner._done:
        return inner.result()
    outer = get_running_loop().create_future()
    inner.add_done_callback(_Copying(outer).done)
    return await outer


class _Copying:
    def __init__(self, outer):
        self.outer = outer

    def done(self, inner):
        outer = self.outer
        if outer._done:
            return
        if inner._cancelled:
            outer.cancel()
        elif inner._exception is not None:
            outer.set_exception(inner._exception)
        else:
            outer.set_result(inner._result)


class _Counting:
    def __init__(self, waiter, count, when):
        self.waiter = waiter
        self.left = count
        self.when = when

    def done(self, future):
        self.left -= 1
        failed = not future._cancelled and future._exception is not None
        if self.left <= 0 or self.when == FIRST_COMPLETED or (self.when == FIRST_EXCEPTION and failed):
            _release(self.waiter)


async def wait(things, timeout=None, return_when=ALL_COMPLETED):
    loop = get_running_loop()
    futures = [ensure_future(thing, loop) for thing in things]
    if not futures:
        raise ValueError("Set of Tasks/Futures is empty.")
    pending = [future for future in futures if not future._done]
    failed = [f for f in futures if f._done and not f._cancelled and f._exception is not None]
    enough = not pending or (return_when == FIRST_COMPLETED and len(pending) < len(futures))
    if not enough and not (return_when == FIRST_EXCEPTION and failed):
        waiter = loop.create_future()
        counting = _Counting(waiter, len(pending), return_when)
        for future in pending:
            future.add_done_callback(counting.done)
        handle = None if timeout is None else loop.call_later(timeout, _release, waiter)
        try:
            await waiter
        finally:
            if handle is not None:
                handle.cancel()
            for future in pending:
                future.remove_done_callback(counting.done)
    done = set([future for future in futures if future._done])
    return done, set([future for future in futures if not future._done])


def as_completed(things, timeout=None):
    loop = get_event_loop()
    queue = Queue()
    futures = [ensure_future(thing, loop) for thing in things]
    for future in futures:
        future.add_done_callback(queue.put_nowait)
    for _ in futures:
        yield _next_done(queue, timeout)


async def _next_done(queue, timeout):
    future = await wait_for(queue.get(), timeout)
    return future.result()


class Timeout:
    def __init__(self, delay):
        self._delay = delay
        self._handle = None
        self._task = None
        self._late = False

    def _expire(self):
        self._late = True
        self._task.cancel()

    def expired(self):
        return self._late

    async def __aenter__(self):
        loop = get_running_loop()
        self._task = loop.running
        if self._delay is not None:
            self._handle = loop.call_later(max(0, self._delay), self._expire)
        return self

    async def __aexit__(self, kind, value, traceback):
        if self._handle is not None:
            self._handle.cancel()
        if self._late and kind is not None and issubclass(kind, CancelledError):
            raise TimeoutError


def timeout(delay):
    return Timeout(delay)


class TaskGroup:
    def __init__(self):
        self._tasks = []
        self._errors = []
        self._parent = None
        self._waiter = None
        self._aborted = False

    async def __aenter__(self):
        self._parent = get_running_loop().running
        return self

    def create_task(self, coro, name=None):
        task = create_task(coro, name)
        self._tasks.append(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task):
        self._tasks.remove(task)
        if not self._tasks and self._waiter is not None:
            _release(self._waiter)
        if task._cancelled or task._exception is None:
            return
        self._errors.append(task._exception)
        if not self._aborted:
            self._abort()
            if self._waiter is None:
                self._parent.cancel()

    def _abort(self):
        self._aborted = True
        for task in self._tasks:
            task.cancel()

    async def __aexit__(self, kind, value, traceback):
        if kind is not None and not self._aborted:
            self._abort()
        while self._tasks:
            self._waiter = get_running_loop().create_future()
            try:
                await self._waiter
            except CancelledError:
                if not self._aborted:
                    self._abort()
            self._waiter = None
        if self._errors:
            raise self._errors[0]
        return False
