# Ends in NameError: a global that a function deletes and another function reads.
cache = []


def fill(n):
    for i in range(n):
        cache.append(i * i)
    return len(cache)


def forget():
    global cache
    print("forgetting", len(cache))
    del cache


def read(i):
    return cache[i]


for n in range(12):
    print(fill(n), read(-1) if n > 1 else None)
forget()
print(read(3))
