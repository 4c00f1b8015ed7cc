# A mix of records, globals, calls and array stores, after pystone.
class Record:
    def __init__(self, link=None, kind=0, number=0, text=""):
        self.link = link
        self.kind = kind
        self.number = number
        self.text = text

    def copy(self):
        return Record(self.link, self.kind, self.number, self.text)


one, two = 1, 2
integer = 0
flag = False
letter1 = "A"
letter2 = "B"
array = [0] * 60
table = [[0] * 60 for _ in range(60)]
head = Record(Record(), one, 40, "SOME STRING")


def loop(rounds):
    global integer, flag, head
    for i in range(rounds):
        set_letter()
        set_flag()
        a, b, c = 2, 3, 0
        flag = not differ("FIRST STRING", "SECOND STRING")
        while a < b:
            c = 5 * a - b
            c = add(a, b)
            a += 1
        store(array, table, a, c)
        head = change(head)
        letter = "A"
        while letter <= letter2:
            if kind_of(letter, "C") == two:
                integer += 1
            letter = chr(ord(letter) + 1)
        c = b * a
        b = c // a
        b = 7 * (c - b) - a
        a = count_down(a)
    return a, b, c


def change(record):
    new = head.copy()
    record.number = 5
    new.number = record.number
    new.link = record.link
    if new.kind == one:
        new.number = add(new.number, 10)
        new.link = head.link
    else:
        record = new.copy()
    return record


def count_down(n):
    left = n + 10
    while True:
        if letter1 == "A":
            left -= 1
            n = left - integer % 7
            break
    return n


def set_letter():
    global letter1
    letter1 = "A"


def set_flag():
    global letter2
    test = letter1 == "A"
    test = test or flag
    letter2 = "B"


def add(a, b):
    return a + b + 2


def store(row, rows, a, b):
    at = a + 5
    row[at] = b
    row[at + 1] = row[at]
    row[at + 30] = at
    for i in range(at, at + 2):
        rows[at][i] = at
    rows[at][at - 1] += 1
    rows[at + 20][at] = row[at]


def kind_of(a, b):
    copy = a
    return one if copy != b else two


def differ(a, b):
    i = 1
    while i <= 1:
        if kind_of(a[i], b[i + 1]) == one:
            i += 1
    return a > b


def main():
    print(loop(230000))
    checksum = 0
    for row in table:
        for value in row:
            checksum = (checksum * 31 + value) & 0xFFFFFF
    print(checksum, integer, head.number, head.text)


main()
