"""The event loop, futures and tasks of asyncio, as CPython orders their callbacks."""


class CancelledError(BaseException):
    pass


_Timeout = TimeoutError  # the builtin one, as since 3.11; under another name it can be handed on


class InvalidStateError(Exception):
    pass


_current = None


class Handle:
    def __init__(self, callback, args):
        self.callback = callback
        self.args = args
        self.dropped = False

    def cancel(self):
        self.dropped = True

    def cancelled(self):
        return self.dropped


class TimerHandle(Handle):
    def __init__(self, when, callback, args):
        self.callback = callback
        self.args = args
        self.dropped = False
        self._when = when

    def when(self):
        return self._when


class Loop:
    def __init__(self):
        self.ready = []
        self.timers = []
        self.tasks = []
        self.running = None
        self.stopping = False
        self.closed = False
        self.names = 0

    def time(self):
        return __sojourn__.clock()

    def call_soon(self, callback, *args):
        handle = Handle(callback, args)
        self.ready.append(handle)
        return handle

    def call_later(self, delay, callback, *args):
        return self.call_at(self.time() + delay, callback, *args)

    def call_at(self, when, callback, *args):
        handle = TimerHandle(when, callback, args)
        at = len(self.timers)
        while at > 0 and self.timers[at - 1]._when > when:
            at -= 1
        self.timers.insert(at, handle)
        return handle

    def create_future(self):
        return Future()

    def create_task(self, coro, name=None):
        return Task(coro, self, name)

    def run_once(self):
        if not self.ready and self.timers:
            self.rest(self.timers[0]._when)
        if self.timers:
            now = self.time()
            while self.timers and self.timers[0]._when <= now:
                handle = self.timers.pop(0)
                if not handle.dropped:
                    self.ready.append(handle)
        for _ in range(len(self.ready)):
            handle = self.ready.pop(0)
            if not handle.dropped:
                handle.callback(*handle.args)

    def rest(self, until):
        while True:
            left = until - self.time()
            if left <= 0:
                return
            __sojourn__.wait(left)

    def run_forever(self):
        global _current
        outer = _current
        _current = self
        self.stopping = False
        try:
            while not self.stopping:
                if not self.ready and not self.timers:
                    return
                self.run_once()
        finally:
            _current = outer

    def run_until_complete(self, future):
        global _current
        future = ensure_future(future, self)
        outer = _current
        _current = self
        try:
            while not future._done:
                if not self.ready and not self.timers:
                    raise RuntimeError("Event loop stopped before Future completed.")
                self.run_once()
        finally:
            _current = outer
        return future.result()

    def stop(self):
        self.stopping = True

    def is_running(self):
        return _current is self

    def is_closed(self):
        return self.closed

    def close(self):
        self.closed = True

    def cancel_all(self):
        left = [task for task in self.tasks if not task._done]
        for task in left:
            task.cancel()
        for task in left:
            while not task._done and (self.ready or self.timers):
                self.run_once()


class Future:
    def __init__(self):
        self._done = False
        self._result = None
        self._exception = None
        self._cancelled = False
        self._callbacks = []
        self._loop = _current

    def done(self):
        return self._done

    def cancelled(self):
        return self._cancelled

    def result(self):
        if self._cancelled:
            raise CancelledError
        if not self._done:
            raise InvalidStateError("Result is not set.")
        if self._exception is not None:
            raise self._exception
        return self._result

    def exception(self):
        if self._cancelled:
            raise CancelledError
        if not self._done:
            raise InvalidStateError("Exception is not set.")
        return self._exception

    def set_result(self, value):
        if self._done:
            raise InvalidStateError("invalid state")
        self._result = value
        self._finish()

    def set_exception(self, error):
        if self._done:
            raise InvalidStateError("invalid state")
        if isinstance(error, type):
            error = error()
        self._exception = error
        self._finish()

    def cancel(self, msg=None):
        if self._done:
            return False
        self._cancelled = True
        self._finish()
        return True

    def _finish(self):
        self._done = True
        callbacks, self._callbacks = self._callbacks, []
        for callback in callbacks:
            self._loop.call_soon(callback, self)

    def add_done_callback(self, callback):
        if self._done:
            self._loop.call_soon(callback, self)
        else:
            self._callbacks.append(callback)

    def remove_done_callback(self, callback):
        kept = [one for one in self._callbacks if one != callback]
        removed = len(self._callbacks) - len(kept)
        self._callbacks = kept
        return removed

    def get_loop(self):
        return self._loop

    def __await__(self):
        if not self._done:
            yield self
        return self.result()

    def __iter__(self):
        return self.__await__()


class Task(Future):
    def __init__(self, coro, loop, name=None):
        self._done = False
        self._result = None
        self._exception = None
        self._cancelled = False
        self._callbacks = []
        self._loop = loop
        self._coro = coro
        self._waiting = None
        self._must_cancel = False
        loop.names += 1
        self._name = "Task-%d" % loop.names if name is None else str(name)
        loop.tasks.append(self)
        loop.call_soon(self._step)

    def get_name(self):
        return self._name

    def set_name(self, name):
        self._name = str(name)

    def get_coro(self):
        return self._coro

    def cancel(self, msg=None):
        if self._done:
            return False
        if self._waiting is not None:
            if self._waiting.cancel():
                return True
        self._must_cancel = True
        return True

    def cancelling(self):
        return 1 if self._must_cancel else 0

    def uncancel(self):
        self._must_cancel = False
        return 0

    def _step(self, error=None):
        loop = self._loop
        if self._done:
            return
        if self._must_cancel:
            if not isinstance(error, CancelledError):
                error = CancelledError()
            self._must_cancel = False
        self._waiting = None
        outer = loop.running
        loop.running = self
        try:
            if error is None:
                waited = self._coro.send(None)
            else:
                waited = self._coro.throw(error)
        except StopIteration as stop:
            loop.running = outer
            if self._must_cancel:
                self._must_cancel = False
                self._end_cancelled()
            else:
                self._result = stop.value
                self._end()
            return
        except CancelledError:
            loop.running = outer
            self._end_cancelled()
            return
        except (KeyboardInterrupt, SystemExit) as error:
            loop.running = outer
            self._exception = error
            self._end()
            raise
        except BaseException as error:
            loop.running = outer
            self._exception = error
            self._end()
            return
        loop.running = outer
        if waited is None:
            loop.call_soon(self._step)
        elif isinstance(waited, Future):
            if waited is self:
                loop.call_soon(self._step, RuntimeError("Task cannot await on itself"))
            else:
                waited.add_done_callback(self._wake)
                self._waiting = waited
                if self._must_cancel and waited.cancel():
                    self._must_cancel = False
        else:
            loop.call_soon(self._step, RuntimeError("Task got bad yield: %r" % (waited,)))

    def _wake(self, future):
        if future._cancelled:
            self._step(CancelledError())
        elif future._exception is not None:
            self._step(future._exception)
        else:
            self._step()

    def _end(self):
        if self in self._loop.tasks:
            self._loop.tasks.remove(self)
        self._finish()

    def _end_cancelled(self):
        self._cancelled = True
        self._end()


def get_running_loop():
    if _current is None:
        raise RuntimeError("no running event loop")
    return _current


_default = None


def get_event_loop():
    global _default
    if _current is not None:
        return _current
    if _default is None or _default.closed:
        _default = Loop()
    return _default


def new_event_loop():
    global _default
    _default = Loop()
    return _default


def set_event_loop(loop):
    global _default
    _default = loop


def run(main, debug=None):
    if _current is not None:
        raise RuntimeError("asyncio.run() cannot be called from a running event loop")
    if not iscoroutine(main):
        raise ValueError("a coroutine was expected, got %r" % (main,))
    loop = get_event_loop() if _default is not None and not _default.closed else Loop()
    try:
        return loop.run_until_complete(main)
    finally:
        _wind_up(loop)


def _wind_up(loop):
    global _current
    _current = loop
    try:
        loop.cancel_all()
    finally:
        _current = None


def run_until_complete(task):
    return get_event_loop().run_until_complete(task)


def iscoroutine(thing):
    return hasattr(thing, "send") and hasattr(thing, "throw")


def isfuture(thing):
    return isinstance(thing, Future)


def ensure_future(thing, loop=None):
    if isinstance(thing, Future):
        return thing
    if loop is None:
        loop = get_event_loop()
    if iscoroutine(thing):
        return Task(thing, loop)
    if hasattr(thing, "__await__"):
        return Task(_await(thing), loop)
    raise TypeError("An asyncio.Future, a coroutine or an awaitable is required")


async def _await(thing):
    return await thing


def create_task(coro, name=None):
    return get_event_loop().create_task(coro, name)


def current_task(loop=None):
    return get_running_loop().running


def all_tasks(loop=None):
    if loop is None:
        loop = get_running_loop()
    return set([task for task in loop.tasks if not task._done])
