# Dictionaries: counting, grouping and joining records by string and integer keys.
def records(count):
    state = 7
    out = []
    for n in range(count):
        state = (state * 69069 + 1) & 0xFFFFFFFF
        out.append({"id": n, "city": "c%d" % (state >> 16 & 31), "age": state >> 8 & 63, "score": state >> 20 & 255})
    return out


def count_by(rows, key):
    counts = {}
    for row in rows:
        value = row[key]
        counts[value] = counts.get(value, 0) + 1
    return counts


def group(rows, key):
    groups = {}
    for row in rows:
        value = row[key]
        if value not in groups:
            groups[value] = []
        groups[value].append(row)
    return groups


def best(rows):
    top = None
    for row in rows:
        if top is None or (row["score"], row["id"]) > (top["score"], top["id"]):
            top = row
    return top


def join(rows, table, key):
    total = 0
    for row in rows:
        total += table[row[key]] * row["score"]
    return total


def main():
    rows = records(600)
    checksum = 0
    for _ in range(1100):
        counts = count_by(rows, "city")
        ages = count_by(rows, "age")
        groups = group(rows, "city")
        tops = {}
        for city in groups:
            tops[city] = best(groups[city])["score"]
        checksum = (checksum * 31 + join(rows, counts, "city") + join(rows, tops, "city") + len(ages)) & 0xFFFFFFF
    print(checksum)


main()
