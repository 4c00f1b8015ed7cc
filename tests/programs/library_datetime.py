# lowered: MicroPython has no datetime
"""Dates, moments and spans: a calendar of payments, a log with zones, texts both ways, errors."""
from datetime import date, datetime, time, timedelta, timezone


def payments(first, count):
    """The last day of each month."""
    day = first
    for _ in range(count):
        following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
        yield following - timedelta(days=1)
        day = following


def working_days(first, last):
    count = 0
    while first <= last:
        if first.weekday() < 5:
            count += 1
        first += timedelta(days=1)
    return count


def attempt(text, form):
    try:
        return datetime.strptime(text, form)
    except ValueError as error:
        return str(error)


for day in payments(date(2023, 11, 5), 5):
    print(day, repr(day), day.strftime("%a %d %B %Y, day %j"), f"{day:%d/%m/%y}", tuple(day.isocalendar()))
print(working_days(date(2024, 2, 1), date(2024, 2, 29)), date(2024, 3, 1) - date(2024, 2, 1))
start = datetime(2024, 2, 28, 22, 30, 15, 250000)
log = []
for n in range(5):
    log.append(start + timedelta(hours=7 * n, milliseconds=n))
for moment in log:
    print(moment, moment.isoformat(), moment.date() == start.date(), moment.time(), moment - start)
print(repr(log[1]), max(log).strftime("%I:%M %p"), sorted(log, reverse=True)[0], log[0] < log[1], len(set(log)))
rome = timezone(timedelta(hours=1), "CET")
noon = datetime(2024, 1, 1, 12, tzinfo=timezone.utc)
print(noon, noon.astimezone(rome), noon.astimezone(rome) == noon, noon.timestamp(), repr(noon), rome.tzname(None))
print(datetime.fromtimestamp(1700000000, timezone.utc), datetime.fromisoformat("2024-05-06T07:08:09+02:00") - noon)
print(attempt("06 May 2024 07:08 PM", "%d %b %Y %I:%M %p"), attempt("2024-05-06", "%Y-%m-%d %H"), attempt("x", "%Y"))
for make in (lambda: date(2023, 2, 29), lambda: datetime(2023, 1, 1, 25), lambda: date.fromisoformat("2024/01/1")):
    try:
        print(make())
    except ValueError as error:
        print(error)
span = timedelta(days=1, hours=2, minutes=3.5)
print(span, repr(-span), span * 2, span / 4, span // timedelta(hours=5), span % timedelta(hours=5), span.total_seconds())
print(datetime.combine(date(2024, 2, 29), time(1, 2)), time(7, 5) < time(7, 6), repr(time(7, 5)), start.replace(day=1))
print(datetime.now() > start, date.today() > start.date(), (datetime.now() - datetime.now()).days in (0, -1))
