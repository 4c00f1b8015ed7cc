"""`datetime` as devices get it: dates, times of day, moments and spans, with fixed offsets from UTC.

Lives here: ordinary Python that is compiled along with a program. No `fold`, no zones with rules, no `min` and `max`.
"""

import time as _time

from sojourn_calendar import (
    check_clock,
    clock_text,
    day_of,
    iso_date,
    iso_time,
    length,
    local,
    number_of,
    offset,
    offset_text,
    seconds_of,
    strftime,
    strptime,
)  # fmt: skip
from sojourn_spans import UTC, timedelta, timezone, tzinfo

MINYEAR = 1
MAXYEAR = 9999


class date:
    def __init__(self, year, month, day):
        if not MINYEAR <= year <= MAXYEAR:
            raise ValueError("year %d is out of range" % year)
        if not 1 <= month <= 12:
            raise ValueError("month must be in 1..12")
        if not 1 <= day <= length(year, month):
            raise ValueError("day is out of range for month")
        self.year = year
        self.month = month
        self.day = day

    @classmethod
    def today(cls):
        return cls.fromtimestamp(_time.time_ns() // 1000000000)

    @classmethod
    def fromtimestamp(cls, timestamp):
        return cls(*tuple(local(int(timestamp // 1)))[:3])

    @classmethod
    def fromordinal(cls, n):
        return cls(*day_of(n))

    @classmethod
    def fromisoformat(cls, text):
        return cls(*iso_date(text, text))

    def toordinal(self):
        return number_of(self.year, self.month, self.day)

    def weekday(self):
        return (date.toordinal(self) + 6) % 7

    def isoweekday(self):
        return date.weekday(self) + 1

    def isocalendar(self):
        """(year, week, weekday), as a tuple."""
        day = date.toordinal(self)
        thursday = day - self.weekday() + 3
        year = day_of(thursday)[0]
        return year, (thursday - number_of(year, 1, 1)) // 7 + 1, self.weekday() + 1

    def isoformat(self):
        return "%04d-%02d-%02d" % (self.year, self.month, self.day)

    def __str__(self):
        return self.isoformat()

    def __repr__(self):
        return "datetime.date(%d, %d, %d)" % (self.year, self.month, self.day)

    def timetuple(self):
        day = date.toordinal(self)
        parts = (self.year, self.month, self.day, 0, 0, 0, self.weekday(), day - number_of(self.year, 1, 1) + 1, -1)
        return _time.struct_time(*parts)

    def strftime(self, format):
        return strftime(format, self.timetuple(), 0, "", "")

    def __format__(self, spec):
        return self.strftime(spec) if spec else str(self)

    def ctime(self):
        return self.strftime("%a %b %e %H:%M:%S %Y")

    def replace(self, year=None, month=None, day=None):
        return date(
            self.year if year is None else year, self.month if month is None else month,
            self.day if day is None else day,
        )  # fmt: skip

    def _key(self):
        return date.toordinal(self)

    def __add__(self, other):
        if not isinstance(other, timedelta):
            raise TypeError("unsupported operand type(s) for +")
        return date(*_in_range(date.toordinal(self) + other.days))

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return date(*_in_range(date.toordinal(self) - timedelta(other.days).days))
        return timedelta(date.toordinal(self) - date.toordinal(other))

    def __eq__(self, other):
        return isinstance(other, date) and isinstance(other, datetime) == isinstance(self, datetime) and (
            self._key() == other._key()
        )  # fmt: skip

    def __lt__(self, other):
        return self._key() < _comparable(self, other)

    def __le__(self, other):
        return self._key() <= _comparable(self, other)

    def __gt__(self, other):
        return self._key() > _comparable(self, other)

    def __ge__(self, other):
        return self._key() >= _comparable(self, other)

    def __hash__(self):
        return hash(self._key())


def _in_range(number):
    if not 0 < number <= 3652059:
        raise OverflowError("date value out of range")
    return day_of(number)


def _comparable(one, other):
    if not isinstance(other, date) or isinstance(other, datetime) != isinstance(one, datetime):
        raise TypeError("can't compare %s to %s" % (_called(one), _called(other)))
    if isinstance(one, datetime) and (one.utcoffset() is None) != (other.utcoffset() is None):
        raise TypeError("can't compare offset-naive and offset-aware datetimes")
    return other._key()


def _called(value):
    name = type(value).__name__
    return "datetime." + name if isinstance(value, (date, timedelta, time)) else name


def _set_clock(made, hour, minute, second, microsecond, tzinfo):
    check_clock(hour, minute, second, microsecond)
    made.hour = hour
    made.minute = minute
    made.second = second
    made.microsecond = microsecond
    made.tzinfo = tzinfo


class time:
    def __init__(self, hour=0, minute=0, second=0, microsecond=0, tzinfo=None):
        _set_clock(self, hour, minute, second, microsecond, tzinfo)

    @classmethod
    def fromisoformat(cls, text):
        parts, zone = iso_time(text, text)
        return cls(*parts, _zone(zone))

    def utcoffset(self):
        return None if self.tzinfo is None else self.tzinfo.utcoffset(None)

    def isoformat(self, timespec="auto"):
        return clock_text(self, timespec) + ("" if self.tzinfo is None else offset_text(self.utcoffset()))

    def __str__(self):
        return self.isoformat()

    def __repr__(self):
        parts = [self.hour, self.minute, self.second, self.microsecond]
        while len(parts) > 2 and not parts[-1]:
            parts.pop()
        more = "" if self.tzinfo is None else ", tzinfo=" + repr(self.tzinfo)
        return "datetime.time(" + ", ".join([str(part) for part in parts]) + more + ")"

    def strftime(self, format):
        parts = (1900, 1, 1, self.hour, self.minute, self.second, 0, 1, -1)
        return strftime(format, parts, self.microsecond, "", "")

    def __format__(self, spec):
        return self.strftime(spec) if spec else str(self)

    def replace(self, **changed):
        return time(
            changed.get("hour", self.hour), changed.get("minute", self.minute), changed.get("second", self.second),
            changed.get("microsecond", self.microsecond), changed.get("tzinfo", self.tzinfo),
        )  # fmt: skip

    def _key(self):
        return ((self.hour * 60 + self.minute) * 60 + self.second) * 1000000 + self.microsecond

    def __eq__(self, other):
        return isinstance(other, time) and self._key() == other._key()

    def __lt__(self, other):
        return self._key() < other._key()

    def __le__(self, other):
        return self._key() <= other._key()

    def __gt__(self, other):
        return self._key() > other._key()

    def __ge__(self, other):
        return self._key() >= other._key()

    def __hash__(self):
        return hash(self._key())


def _zone(seconds):
    return None if seconds is None else timezone(timedelta(0, seconds))


class datetime(date):
    def __init__(self, year, month, day, hour=0, minute=0, second=0, microsecond=0, tzinfo=None):
        super().__init__(year, month, day)
        _set_clock(self, hour, minute, second, microsecond, tzinfo)

    @classmethod
    def now(cls, tz=None):
        return _at(_time.time_ns() // 1000, tz)

    @classmethod
    def today(cls):
        return cls.now()

    @classmethod
    def utcnow(cls):
        return _at(_time.time_ns() // 1000, UTC).replace(tzinfo=None)

    @classmethod
    def fromtimestamp(cls, timestamp, tz=None):
        return _at(round(timestamp * 1000000), tz)

    @classmethod
    def utcfromtimestamp(cls, timestamp):
        return _at(round(timestamp * 1000000), UTC).replace(tzinfo=None)

    @classmethod
    def fromordinal(cls, n):
        return cls(*day_of(n))

    @classmethod
    def combine(cls, date, time, tzinfo=None):
        zone = time.tzinfo if tzinfo is None else tzinfo
        return cls(date.year, date.month, date.day, time.hour, time.minute, time.second, time.microsecond, zone)

    @classmethod
    def fromisoformat(cls, text):
        end = 8 if text[:8].isdigit() else 10
        if len(text) == end:
            return cls(*iso_date(text, text))
        parts, zone = iso_time(text[end + 1 :], text)
        return cls(*iso_date(text[:end], text), *parts, _zone(zone))

    @classmethod
    def strptime(cls, date_string, format):
        found = strptime(date_string, format)
        year = found.get("Y", 1900)
        if "y" in found:
            year = found["y"] + (2000 if found["y"] < 69 else 1900)
        month = found["b"] + 1 if "b" in found else found.get("m", 1)
        day = found.get("d", 1)
        if "j" in found:
            year, month, day = day_of(number_of(year, 1, 1) + found["j"] - 1)
        hour = found.get("H", 0)
        if "I" in found:
            hour = found["I"] % 12 + (12 if found.get("p") == "PM" else 0)
        parts = (hour, found.get("M", 0), found.get("S", 0), found.get("f", 0), _zone(found.get("z")))
        return cls(year, month, day, *parts)

    def date(self):
        return date(self.year, self.month, self.day)

    def time(self):
        return time(self.hour, self.minute, self.second, self.microsecond)

    def timetz(self):
        return time(self.hour, self.minute, self.second, self.microsecond, self.tzinfo)

    def utcoffset(self):
        return None if self.tzinfo is None else self.tzinfo.utcoffset(self)

    def tzname(self):
        return None if self.tzinfo is None else self.tzinfo.tzname(self)

    def _seconds(self):
        return seconds_of(self.year, self.month, self.day, self.hour, self.minute, self.second)

    def timestamp(self):
        seconds = self._seconds()
        if self.tzinfo is None:
            seconds -= offset(seconds - offset(seconds))
            return seconds + self.microsecond / 1000000
        return (seconds * 1000000 + self.microsecond - self.utcoffset()._all()) / 1000000

    def astimezone(self, tz=None):
        micro = self._seconds() * 1000000 + self.microsecond
        if self.tzinfo is None:
            here = micro // 1000000
            micro -= offset(here - offset(here)) * 1000000
        else:
            micro -= self.utcoffset()._all()
        return _at(micro, timezone(timedelta(0, offset(micro // 1000000))) if tz is None else tz)

    def isoformat(self, sep="T", timespec="auto"):
        zone = "" if self.tzinfo is None else offset_text(self.utcoffset())
        return date.isoformat(self) + sep + clock_text(self, timespec) + zone

    def __str__(self):
        return self.isoformat(" ")

    def __repr__(self):
        parts = [self.year, self.month, self.day, self.hour, self.minute, self.second, self.microsecond]
        while len(parts) > 5 and not parts[-1]:
            parts.pop()
        more = "" if self.tzinfo is None else ", tzinfo=" + repr(self.tzinfo)
        return "datetime.datetime(" + ", ".join([str(part) for part in parts]) + more + ")"

    def timetuple(self):
        parts = tuple(date.timetuple(self))
        return _time.struct_time(*parts[:3], self.hour, self.minute, self.second, *parts[6:])

    def strftime(self, format):
        zone = "" if self.tzinfo is None else offset_text(self.utcoffset(), "")
        return strftime(format, self.timetuple(), self.microsecond, zone, self.tzname() or "")

    def replace(self, **changed):
        return datetime(
            changed.get("year", self.year), changed.get("month", self.month), changed.get("day", self.day),
            changed.get("hour", self.hour), changed.get("minute", self.minute), changed.get("second", self.second),
            changed.get("microsecond", self.microsecond), changed.get("tzinfo", self.tzinfo),
        )  # fmt: skip

    def _key(self):
        key = self._seconds() * 1000000 + self.microsecond
        return key if self.tzinfo is None else key - self.utcoffset()._all()

    def _moved(self, micro):
        micro += (self._seconds() + 62135596800) * 1000000 + self.microsecond
        day = 86400000000
        return _clocked(_in_range(micro // day + 1), micro % day, self.tzinfo)

    def __add__(self, other):
        if not isinstance(other, timedelta):
            raise TypeError("unsupported operand type(s) for +")
        return self._moved(other._all())

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self._moved(-other._all())
        if (self.tzinfo is None) != (other.tzinfo is None):
            raise TypeError("can't subtract offset-naive and offset-aware datetimes")
        return timedelta(0, 0, self._key() - other._key())


def _clocked(day, micro, tz):
    seconds = micro // 1000000
    return datetime(*day, seconds // 3600, seconds // 60 % 60, seconds % 60, micro % 1000000, tz)


def _at(micro, tz):
    """The moment so many microseconds after 1970, in a zone or in local time."""
    seconds = micro // 1000000
    ahead = offset(seconds) * 1000000 if tz is None else tz.utcoffset(None)._all()
    micro += ahead + 62135596800000000
    day = 86400000000
    return _clocked(_in_range(micro // day + 1), micro % day, tz)
