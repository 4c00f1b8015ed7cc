"""What datetime counts with: days and their numbers, clocks, and moments as text and out of text.

Lives here: functions over numbers and texts. The types are in datetime.py.
"""

import time as _time

_BEFORE = (0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)  # days of a year before a month


def leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def length(year, month):
    if month == 2:
        return 29 if leap(year) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def number_of(year, month, day):
    """The number of a day, 1 for the first of January of year 1."""
    before = year - 1
    days = before * 365 + before // 4 - before // 100 + before // 400
    return days + _BEFORE[month] + (month > 2 and leap(year)) + day


def day_of(number):
    """(year, month, day) of the day of this number."""
    number -= 1
    year = number // 146097 * 400 + 1
    number %= 146097
    centuries = min(number // 36524, 3)
    number -= centuries * 36524
    fours = number // 1461
    number %= 1461
    years = min(number // 365, 3)
    number -= years * 365
    year += centuries * 100 + fours * 4 + years
    month = 1
    while number >= length(year, month):
        number -= length(year, month)
        month += 1
    return year, month, number + 1


def halves(a, b):
    """a / b, rounded to the nearest whole number, and to an even one in the middle."""
    whole, left = a // b, a % b
    twice = left * 2
    if twice > b if b > 0 else twice < b:
        return whole + 1
    return whole + (whole & 1) if twice == b else whole


def offset_text(offset, colon=":"):
    seconds = offset._all() // 1000000
    sign = "-" if seconds < 0 else "+"
    seconds = abs(seconds)
    text = "%s%02d%s%02d" % (sign, seconds // 3600, colon, seconds // 60 % 60)
    return text + ("%s%02d" % (colon, seconds % 60) if seconds % 60 else "")


def check_clock(hour, minute, second, microsecond):
    for value, most, name in ((hour, 23, "hour"), (minute, 59, "minute"), (second, 59, "second")):
        if not 0 <= value <= most:
            raise ValueError("%s must be in 0..%d" % (name, most))
    if not 0 <= microsecond <= 999999:
        raise ValueError("microsecond must be in 0..999999")


def clock_text(value, timespec):
    if timespec == "auto":
        timespec = "microseconds" if value.microsecond else "seconds"
    text = "%02d" % value.hour
    if timespec != "hours":
        text += ":%02d" % value.minute
    if timespec in ("seconds", "milliseconds", "microseconds"):
        text += ":%02d" % value.second
    if timespec == "milliseconds":
        text += ".%03d" % (value.microsecond // 1000)
    if timespec == "microseconds":
        text += ".%06d" % value.microsecond
    return text


def local(seconds):
    """The local time of a second since 1970, as time.localtime has it."""
    return _time.localtime(seconds - epoch())


def epoch():
    """The second since 1970 with which the interpreter's clock begins: boards may count from 2000."""
    return 946684800 if _time.gmtime(0)[0] == 2000 else 0


def offset(seconds):
    """How many seconds the local time is ahead of UTC."""
    here = tuple(local(seconds))
    return seconds_of(*here[:6]) - seconds


def seconds_of(year, month, day, hour, minute, second):
    return (number_of(year, month, day) - 719163) * 86400 + hour * 3600 + minute * 60 + second


def strftime(format, parts, microsecond, zone, name):
    made = []
    at = 0
    while at < len(format):
        c = format[at : at + 2]
        if c == "%f":
            c = "%06d" % microsecond
        elif c == "%z":
            c = zone
        elif c == "%Z":
            c = name
        elif c[:1] != "%":
            made.append(c[:1])
            at += 1
            continue
        made.append(c)
        at += 2
    return _time.strftime("".join(made), parts)


def _digits(text, whole):
    if not text.isdigit():
        raise ValueError("Invalid isoformat string: " + repr(whole))
    return int(text)


def iso_date(text, whole):
    if len(text) == 8 and "-" not in text:
        text = text[:4] + "-" + text[4:6] + "-" + text[6:]
    if len(text) != 10 or text[4] != "-" or text[7] != "-":
        raise ValueError("Invalid isoformat string: " + repr(whole))
    return _digits(text[:4], whole), _digits(text[5:7], whole), _digits(text[8:], whole)


def iso_time(text, whole):
    """[hour, minute, second, microsecond] and the seconds from UTC, or None."""
    zone = None
    if text[-1:] == "Z":
        text, zone = text[:-1], 0
    for sign in "+-":
        at = text.find(sign)
        if at > 0:
            parts = text[at + 1 :].replace(":", "")
            zone = _digits(parts[:2], whole) * 3600 + _digits(parts[2:4] or "0", whole) * 60
            zone = -zone if sign == "-" else zone
            text = text[:at]
    at = max(text.find("."), text.find(","))
    micro = 0
    if at > 0:
        micro = _digits((text[at + 1 :] + "000000")[:6], whole)
        text = text[:at]
    if ":" not in text:
        text = ":".join([text[begin : begin + 2] for begin in range(0, len(text), 2)])
    parts = [_digits(part, whole) for part in text.split(":")]
    if not 1 <= len(parts) <= 3:
        raise ValueError("Invalid isoformat string: " + repr(whole))
    return parts + [0] * (3 - len(parts)) + [micro], zone


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FULL = ("uary", "ruary", "ch", "il", "", "e", "y", "ust", "tember", "ober", "ember", "ember")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_TAILS = ("day", "sday", "nesday", "rsday", "day", "urday", "day")
_WIDTHS = {"Y": 4, "m": 2, "d": 2, "H": 2, "I": 2, "M": 2, "S": 2, "y": 2, "j": 3, "f": 6}


def strptime(text, format):
    """What was found by the letter of each directive."""
    found = {}
    at = place = 0
    format = format.replace("%T", "%H:%M:%S").replace("%D", "%m/%d/%y").replace("%F", "%Y-%m-%d")
    while place < len(format):
        c = format[place]
        if c in " \t\n":
            while text[at : at + 1] in (" ", "\t", "\n"):
                at += 1
        elif c != "%":
            if text[at : at + 1] != c:
                _unlike(text, format)
            at += 1
        else:
            place += 1
            at = _directive(format[place : place + 1], text, at, found, format)
        place += 1
    if at < len(text):
        raise ValueError("unconverted data remains: " + text[at:])
    return found


def _unlike(text, format):
    raise ValueError("time data %r does not match format %r" % (text, format))


def _directive(c, text, at, found, format):
    if c in _WIDTHS:
        end = at
        while end < len(text) and end - at < _WIDTHS[c] and text[end].isdigit():
            end += 1
        if end == at or c == "Y" and end - at < 4:
            _unlike(text, format)
        found[c] = int((text[at:end] + "000000")[:6] if c == "f" else text[at:end])
        return end
    if c in ("b", "B", "h", "a", "A"):
        names, tails = (_DAYS, _TAILS) if c in ("a", "A") else (_MONTHS, _FULL)
        word = text[at:].lower()
        for number, name in enumerate(names):
            whole = name + (tails[number] if c in ("A", "B") else "")
            if word.startswith(whole):
                found[c.lower().replace("h", "b")] = number
                return at + len(whole)
        _unlike(text, format)
    if c == "p" and text[at : at + 2].upper() in ("AM", "PM"):
        found["p"] = text[at : at + 2].upper()
        return at + 2
    if c == "z":
        if text[at : at + 1] == "Z":
            found["z"] = 0
            return at + 1
        digits = text[at + 1 : at + 6].replace(":", "")[:4]
        if text[at : at + 1] not in ("+", "-") or not digits.isdigit() or len(digits) < 4:
            _unlike(text, format)
        found["z"] = (int(digits[:2]) * 60 + int(digits[2:])) * (-60 if text[at] == "-" else 60)
        return at + (6 if text[at + 3 : at + 4] == ":" else 5)
    if c == "%" and text[at : at + 1] == "%":
        return at + 1
    if c == "Z" and text[at : at + 3] in ("UTC", "GMT"):
        return at + 3
    if c not in ("%", "p", "Z"):
        raise ValueError("'%s' is a bad directive in format %r" % (c, format))
    _unlike(text, format)
