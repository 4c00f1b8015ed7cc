"""`statistics` as devices get it: means, medians, modes and deviations, of floats and integers.

Lives here: ordinary Python that is compiled along with a program.
"""

from math import sqrt


class StatisticsError(ValueError):
    pass


def _values(data, what, least=1):
    values = list(data)
    if len(values) < least:
        raise StatisticsError(what)
    return values


def _whole(value):
    return int(value) if isinstance(value, float) and value == int(value) else value


def mean(data):
    values = _values(data, "mean requires at least one data point")
    total = sum(values)
    if isinstance(total, int) and total % len(values) == 0:
        return total // len(values)
    return total / len(values)


def fmean(data):
    values = _values(data, "fmean requires at least one data point")
    return sum(values) / len(values)


def median(data):
    values = sorted(_values(data, "no median for empty data"))
    half = len(values) // 2
    return values[half] if len(values) % 2 else (values[half - 1] + values[half]) / 2


def median_low(data):
    values = sorted(_values(data, "no median for empty data"))
    return values[(len(values) - 1) // 2]


def median_high(data):
    values = sorted(_values(data, "no median for empty data"))
    return values[len(values) // 2]


def multimode(data):
    order = []
    counts = {}
    for value in data:
        if value not in counts:
            order.append(value)
        counts[value] = counts.get(value, 0) + 1
    most = max(counts.values()) if counts else 0
    return [value for value in order if counts[value] == most]


def mode(data):
    found = multimode(data)
    if not found:
        raise StatisticsError("no mode for empty data")
    return found[0]


def _squares(values, center):
    """The sum of squared distances from the mean, in whole numbers as far as these go."""
    if center is None and all([isinstance(value, int) for value in values]):
        count = len(values)
        total = sum(values)
        return (count * sum([value * value for value in values]) - total * total) / count
    middle = sum(values) / len(values) if center is None else center
    return sum([(value - middle) ** 2 for value in values])


def pvariance(data, mu=None):
    values = _values(data, "pvariance requires at least one data point")
    return _as_given(_squares(values, mu) / len(values), values)


def variance(data, xbar=None):
    values = _values(data, "variance requires at least two data points", 2)
    return _as_given(_squares(values, xbar) / (len(values) - 1), values)


def _as_given(result, values):
    return _whole(result) if all([isinstance(value, int) for value in values]) else result


def pstdev(data, mu=None):
    return sqrt(pvariance(data, mu))


def stdev(data, xbar=None):
    return sqrt(variance(data, xbar))
