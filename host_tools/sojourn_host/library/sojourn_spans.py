"""The types of datetime that are no moments: spans of time, and fixed offsets from UTC.

Lives here: timedelta, tzinfo, timezone. Dates and times of day are in datetime.py.
"""

from sojourn_calendar import halves, offset_text


class timedelta:
    def __init__(self, days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0):
        total, rest = 0, 0.0
        for value, factor in (
            (weeks, 604800000000), (days, 86400000000), (hours, 3600000000), (minutes, 60000000), (seconds, 1000000),
            (milliseconds, 1000), (microseconds, 1),
        ):  # fmt: skip
            total += int(value) * factor
            if isinstance(value, float):
                rest += (value - int(value)) * factor
        total += round(rest)
        self.days = total // 86400000000
        self.seconds = total % 86400000000 // 1000000
        self.microseconds = total % 1000000
        if abs(self.days) > 999999999:
            raise OverflowError("days=%d; must have magnitude <= 999999999" % self.days)

    def _all(self):
        return (self.days * 86400 + self.seconds) * 1000000 + self.microseconds

    def total_seconds(self):
        return self._all() / 1000000

    def __repr__(self):
        parts = []
        for name in ("days", "seconds", "microseconds"):
            if getattr(self, name):
                parts.append(name + "=" + str(getattr(self, name)))
        return "datetime.timedelta(" + (", ".join(parts) or "0") + ")"

    def __str__(self):
        text = "%d:%02d:%02d" % (self.seconds // 3600, self.seconds // 60 % 60, self.seconds % 60)
        if self.days:
            text = "%d day%s, " % (self.days, "" if abs(self.days) == 1 else "s") + text
        return text + (".%06d" % self.microseconds if self.microseconds else "")

    def __add__(self, other):
        if hasattr(other, "toordinal"):
            return other + self
        if not isinstance(other, timedelta):
            raise TypeError("unsupported operand type(s) for +")
        return timedelta(0, 0, self._all() + other._all())

    def __sub__(self, other):
        if not isinstance(other, timedelta):
            raise TypeError("unsupported operand type(s) for -")
        return timedelta(0, 0, self._all() - other._all())

    def __mul__(self, other):
        if isinstance(other, float):
            return timedelta(0, 0, round(self._all() * other))
        return timedelta(0, 0, self._all() * other)

    __rmul__ = __mul__

    def __truediv__(self, other):
        if isinstance(other, timedelta):
            return self._all() / other._all()
        return timedelta(0, 0, round(self._all() / other) if isinstance(other, float) else halves(self._all(), other))

    def __floordiv__(self, other):
        if isinstance(other, timedelta):
            return self._all() // other._all()
        return timedelta(0, 0, self._all() // other)

    def __mod__(self, other):
        return timedelta(0, 0, self._all() % other._all())

    def __divmod__(self, other):
        return self // other, self % other

    def __neg__(self):
        return timedelta(0, 0, -self._all())

    def __abs__(self):
        return timedelta(0, 0, abs(self._all()))

    def __bool__(self):
        return self._all() != 0

    def __eq__(self, other):
        return isinstance(other, timedelta) and self._all() == other._all()

    def __lt__(self, other):
        return self._all() < other._all()

    def __le__(self, other):
        return self._all() <= other._all()

    def __gt__(self, other):
        return self._all() > other._all()

    def __ge__(self, other):
        return self._all() >= other._all()

    def __hash__(self):
        return hash(self._all())


class tzinfo:
    pass


class timezone(tzinfo):
    def __init__(self, offset, name=None):
        self._offset = offset
        self._name = name

    def utcoffset(self, dt):
        return self._offset

    def dst(self, dt):
        return None

    def tzname(self, dt):
        if self._name is not None:
            return self._name
        return "UTC" + offset_text(self._offset) if self._offset else "UTC"

    def __repr__(self):
        if not self._offset and self._name is None:
            return "datetime.timezone.utc"
        more = "" if self._name is None else ", " + repr(self._name)
        return "datetime.timezone(" + repr(self._offset) + more + ")"

    def __str__(self):
        return self.tzname(None)

    def __eq__(self, other):
        return isinstance(other, timezone) and self._offset == other._offset

    def __hash__(self):
        return hash(self._offset)


UTC = timezone.utc = timezone(timedelta(0))
