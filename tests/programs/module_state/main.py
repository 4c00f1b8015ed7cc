# Module state: globals of modules changed by functions, by attribute stores from outside, at import, and in a cycle.
import counter
import registry
from deep import level as top_level
from deep.er.bottom import Probe, dig
import deep.er.bottom as bottom

print(counter.value, registry.names)
for n in range(5):
    counter.bump(n)
print(counter.value, counter.history)
counter.value = 100
counter.bump(1)
print(counter.value)
bump = counter.bump
counter.step = 10
print(bump(2), counter.value, counter.step)


@registry.register
def hello(name):
    return "hello " + name


@registry.register
def shout(name):
    out = ""
    for c in name:
        out += c.upper() + "!"
    return out


for name in registry.names:
    print(name, registry.call(name, "bob"))
try:
    registry.call("missing")
except registry.Missing as e:
    print("missing:", e)

print(top_level, deep.level if "deep" in globals() else None, dig(4), bottom.depth_seen)
import deep

deep.level += 5
print(deep.level, top_level, deep.raise_level(3), deep.level, bottom.look_up())
probe = Probe()
for n in range(4):
    probe(n)
print(probe.total, bottom.Probe.made, len(bottom.log), bottom.log)


def local_import(n):
    from counter import bump as b, history
    import registry as r

    for k in range(n):
        b(k)
    return len(history), len(r.names)


print(local_import(3), counter.value)
value = "mine"
print(value, counter.value, counter.peek())
counter.reset()
print(counter.value, counter.history, value)
print(registry.total_calls(), registry.counter is counter)


def swap(function):
    old = counter.peek
    counter.peek = function
    try:
        return counter.indirect()
    finally:
        counter.peek = old


print(swap(lambda: "swapped"), counter.indirect())
total = 0
for module in (counter, registry, bottom, deep):
    for c in module.__name__:
        total += ord(c)
print(total)
