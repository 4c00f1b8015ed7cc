# Roman numerals both ways, number words, bases and calendars: many small functions called from loops at the top level.
PAIRS = [
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
]  # fmt: skip
ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split()
ONES += ["seventeen", "eighteen", "nineteen"]
TENS = "? ? twenty thirty forty fifty sixty seventy eighty ninety".split()


def to_roman(n):
    if not 0 < n < 4000:
        raise ValueError("no roman numeral for %d" % n)
    out = ""
    for value, letters in PAIRS:
        while n >= value:
            out += letters
            n -= value
    return out


def from_roman(text):
    total = 0
    at = 0
    for value, letters in PAIRS:
        while text[at : at + len(letters)] == letters:
            total += value
            at += len(letters)
    if at != len(text) or not text or to_roman(total) != text:
        raise ValueError("not roman: " + repr(text))
    return total


def words(n):
    if n < 0:
        return "minus " + words(-n)
    if n < 20:
        return ONES[n]
    if n < 100:
        return TENS[n // 10] + ("-" + ONES[n % 10] if n % 10 else "")
    for size, name in ((1000000, "million"), (1000, "thousand"), (100, "hundred")):
        if n >= size:
            rest = n % size
            return words(n // size) + " " + name + (" " + words(rest) if rest else "")


def in_base(n, base):
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    if n == 0:
        return "0"
    out = ""
    negative = n < 0
    n = abs(n)
    while n:
        n, digit = divmod(n, base)
        out = digits[digit] + out
    return ("-" if negative else "") + out


def leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in(year, month):
    if month == 2:
        return 29 if leap(year) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def weekday(year, month, day):
    total = day
    for y in range(1990, year):
        total += 366 if leap(y) else 365
    for m in range(1, month):
        total += days_in(year, m)
    return total % 7


for n in (1, 4, 9, 14, 40, 90, 400, 1987, 2024, 3999):
    roman = to_roman(n)
    print(n, roman, from_roman(roman), words(n))
wrong = 0
for n in range(1, 60, 3):
    if from_roman(to_roman(n)) != n:
        wrong += 1
print("wrong", wrong)
for bad in ("IIII", "VX", "", "ABC", "MIM"):
    try:
        print(from_roman(bad))
    except ValueError as e:
        print(e)
for bad in (0, 4000, -3):
    try:
        print(to_roman(bad))
    except ValueError as e:
        print(e)
print(words(-1234567), "/", words(1000000), "/", words(700019))
print([in_base(255, b) for b in (2, 3, 8, 16, 36)], in_base(-10, 2), in_base(0, 7))
for month in (2, 7):
    print("2024-%02d" % month)
    row = "   " * ((weekday(2024, month, 1) - 1) % 7)
    for day in range(1, days_in(2024, month) + 1):
        row += "%3d" % day
        if weekday(2024, month, day) == 0 or day == days_in(2024, month):
            print(row)
            row = ""
