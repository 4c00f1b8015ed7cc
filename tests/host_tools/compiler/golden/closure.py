def counter(start, step=1):
    count = start

    def more(times):
        nonlocal count
        for _ in range(times):
            count += step
        return count

    return more


more = counter(5)
print(more(1000), more(2000))
