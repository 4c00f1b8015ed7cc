"""What an agent does before a process runs and after it has run: its record, its heap, its output.

May live here: those two steps. A device loads them when they come and lets go of them while the program runs.
"""

import json

from sojourn.errors import HeapCorrupt, SojournError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def admitted(agent: "Any", name: str) -> bool:
    """Mounts the process and answers who asked; True when `agent.running` is set."""
    q, agent._start_q = agent._start_q, 0
    why = mounted(agent, name)
    if why:
        agent._log(why)
        agent.current = None
        agent.answer(q, {"error": "unmountable", "message": why})
        return False
    agent.answer(q, {})
    return True


def mounted(agent: "Any", name: str) -> str:
    """Mounts the process; returns why that cannot be done, or "" when `agent.running` is set."""
    from sojourn.agent.keeping import admit
    from sojourn.agent.refused import Refused

    try:
        folder, record = admit(agent.root, name)
    except Refused as e:
        return str(e.args[1])
    except OSError as e:
        return "%s cannot be marked as running: %s" % (name, e)
    del Refused, admit
    if agent._requests is None or not agent._requests.busy():
        agent._unload()
    try:
        running = agent.engine.mount(folder, agent.write, agent.poll)
        if running.heap.fell_back:
            # An older version under a newer console position would print lines twice: only a person may choose it.
            raise HeapCorrupt("%s; roll back to choose it" % running.heap.fell_back)
        running.heap.skip_to(record.get("last", 0))
        running.heap.epoch = record["epoch"]
        if running.heap.version != record["version"]:
            from sojourn.agent.keeping import newest

            record["console"] = newest(running.heap, record)[1]
            del newest
        agent._console.begin(("%s %d" % (name, record["epoch"])).encode(), int(record.get("console", 0)))
        running.note = agent._console.note
        agent.running = running
        return ""
    except (SojournError, OSError, MemoryError) as e:
        why = "cannot mount %s: %r" % (name, e)
    running = None
    agent._clear()
    from sojourn.agent.keeping import settle

    settle(agent.root, name, {"state": "stopped", "trouble": why})
    return why


def ended(agent: "Any", name: str, news: "dict[str, Any]", segments: "Any") -> None:
    """Writes what is new into the record, and tells the host once it has heard all of the output."""
    from sojourn.agent.keeping import settle

    record = settle(agent.root, name, news, segments)
    until = agent._clock() + 2000
    while agent._trusted and agent._console.waiting() and agent._clock() < until:
        agent.poll()
        if agent._line is not None and agent._console.waiting():
            agent._line.wait(20)
    agent.current = None
    q, agent._stop_q = agent._stop_q, 0
    if q:
        agent.answer(q, record)
    elif "error" not in record:
        del agent._events[:-7]  # what is dropped is still told by `ps`
        agent._events.append(json.dumps({"ev": "end", "process": name, "owner": record}))
