# Module code at the top level: loops, try, nested blocks, del, assert, names rebound; no function does the work.
total = 0
log = []
for i in range(12):
    if i % 5 == 4:
        log.append("skip %d" % i)
        continue
    total += i * i
    for j in range(i):
        if j > 3:
            break
        total ^= i << j
    else:
        log.append("full %d" % i)
print("total", total, "i", i, "j", j)

count = 0
while count < 10:
    count += 1
    try:
        if count % 3 == 0:
            raise ValueError(count)
        if count == 7:
            break
        value = 100 // (count - 5)
    except ValueError as e:
        log.append("value %r" % e.args)
    except ZeroDivisionError:
        log.append("zero at %d" % count)
        continue
    else:
        log.append("fine %d" % value)
    finally:
        log.append("end %d" % count)
else:
    log.append("never")
for line in log:
    print(line)

assert len(log) > 10, "log is short"
try:
    assert total < 0, "total is %d" % total
except AssertionError as e:
    print("assertion:", e)

temporary = [1, 2, 3]
alias = temporary
del temporary
try:
    print(temporary)
except NameError:
    print("temporary is gone")
del alias[1]
print(alias)

table = {}
for word in "the cat and the dog and the bird".split():
    table[word] = table.get(word, 0) + 1
for word in sorted(table):
    print(word, table[word])
del table["the"]
print(sorted(table), "the" in table)

matrix = [[0] * 4 for _ in range(3)]
for r in range(3):
    for c in range(4):
        matrix[r][c] = r * 10 + c
flat = [x for row in matrix for x in row if x % 2]
print(matrix)
print(flat)

if flat:
    if len(flat) > 5:
        verdict = "many"
    elif len(flat) == 5:
        verdict = "five"
    else:
        verdict = "few"
else:
    verdict = "none"
print(verdict)

limit = 30
sieve = [True] * limit
for p in range(2, limit):
    if sieve[p]:
        for q in range(p * p, limit, p):
            sieve[q] = False
print([p for p in range(2, limit) if sieve[p]])
