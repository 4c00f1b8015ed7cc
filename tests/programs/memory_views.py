# Views of memory: parts of one buffer that see each other's changes, of arrays, and of bytes.
import array
import struct


def total(view):
    found = 0
    for value in view:
        found += value
    return found


def fill(view, value):
    for at in range(len(view)):
        view[at] = value + at
    return view


buffer = bytearray(b"0123456789")
whole = memoryview(buffer)
head, tail = whole[:4], whole[6:]
inner = tail[1:-1]
fill(head, 65)
fill(inner, 97)
print(buffer, bytes(head), bytes(tail), bytes(inner), len(whole), whole[-1], total(inner))
whole[4:6] = b"xy"
other = bytearray(4)
other[1:3] = whole[4:6]
print(buffer, other, whole == buffer, bytes(whole[5:]))
struct.pack_into("<H", head, 1, 0x4142)
print(buffer, struct.unpack_from("<H", whole, 1), [value for value in head], list(whole[2:4]))
numbers = array.array("h", (1, 2, 3, 4))
middle = memoryview(numbers)[1:3]
for turn in range(6):
    middle[turn % 2] += total(middle) + turn
    print(turn, numbers, len(middle), middle[0])
fixed = memoryview(b"fixed")[1:4]
print(bytes(fixed), total(fixed), fixed[0])
held = {"view": tail, "again": [tail, inner]}
for turn in range(20):
    held["again"][0][0] = turn
    print(turn, buffer[6], held["view"][0], held["again"][0] is held["view"], total(inner))
