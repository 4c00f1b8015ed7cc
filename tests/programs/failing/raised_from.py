# Ends in an exception raised from another one.
class ConfigError(Exception):
    pass


settings = {}
for n in range(40):
    settings["option%d" % n] = n


def look_up(name):
    return settings[name]


def configure(names):
    total = 0
    for name in names:
        try:
            total += look_up(name)
        except KeyError as e:
            raise ConfigError("no setting " + name) from e
        print(name, total)
    return total


print(configure(["option1", "option39"]))
print(configure(["option%d" % n for n in range(36, 44)]))
