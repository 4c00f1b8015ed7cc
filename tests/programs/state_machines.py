# State machines: a table-driven lexer, a traffic light of classes, a turnstile of closures, a Turing machine, a regex matcher.
def lexer(text):
    tokens = []
    state, start = "space", 0
    for at in range(len(text) + 1):
        c = text[at] if at < len(text) else "\n"
        kind = "digit" if c.isdigit() else "letter" if c.isalpha() or c == "_" else "space" if c.isspace() else "other"
        if state == "number" and kind == "digit" or state == "name" and kind in ("digit", "letter"):
            continue
        if state in ("number", "name"):
            tokens.append((state, text[start:at]))
        if kind == "other":
            tokens.append(("op", c))
        state = {"digit": "number", "letter": "name", "space": "space", "other": "space"}[kind]
        start = at
    return tokens


print(lexer("x1 = 42*(y_2+307) - alpha"))


class State:
    def __init__(self, light):
        self.light = light
        self.age = 0

    def tick(self):
        self.age += 1
        if self.age >= self.length:
            return self.following(self.light)
        return self

    def button(self):
        return self

    def __str__(self):
        return "%s%d" % (type(self).__name__, self.age)


class Red(State):
    length = 3

    def following(self, light):
        light.cycles += 1
        return Green(light)


class Green(State):
    length = 5

    def following(self, light):
        return Yellow(light)

    def button(self):
        for _ in range(2):
            self.age += 1
        return self if self.age < self.length else Yellow(self.light)


class Yellow(State):
    length = 1

    def following(self, light):
        return Red(light)


class Light:
    def __init__(self):
        self.cycles = 0
        self.state = Red(self)

    def run(self, events):
        shown = []
        for event in events:
            self.state = self.state.button() if event == "b" else self.state.tick()
            shown.append(str(self.state))
        return shown


light = Light()
print(" ".join(light.run("tttt" + "tbt" * 6)), light.cycles)


def turnstile():
    coins = 0

    def locked(event):
        nonlocal coins
        if event == "coin":
            coins += 1
            return unlocked, "unlock"
        return locked, "alarm"

    def unlocked(event):
        nonlocal coins
        if event == "push":
            return locked, "lock"
        coins += 1
        return unlocked, "thanks %d" % coins

    return locked


state = turnstile()
said = []
for event in "push coin coin push push coin push".split():
    state, what = state(event)
    said.append(what)
print(said)


class Turing:
    def __init__(self, rules, blank="_"):
        self.rules = {}
        for rule in rules.split(";"):
            state, read, write, move, following = rule.split()
            self.rules[state, read] = (write, 1 if move == "R" else -1, following)
        self.blank = blank

    def run(self, tape, limit=500):
        cells = {}
        for i, c in enumerate(tape):
            cells[i] = c
        state, head, steps = "A", 0, 0
        while state != "H":
            if steps == limit:
                raise RuntimeError("limit at " + state)
            read = cells.get(head, self.blank)
            if (state, read) not in self.rules:
                raise RuntimeError("no rule for %s,%s" % (state, read))
            cells[head], move, state = self.rules[state, read]
            head += move
            steps += 1
        return steps, "".join([cells[i] for i in sorted(cells)]).strip(self.blank)


beaver = Turing("A _ 1 R B;A 1 1 L C;B _ 1 L A;B 1 1 R B;C _ 1 L B;C 1 1 R H")
print(beaver.run(""))
increment = Turing("A 0 0 R A;A 1 1 R A;A _ _ L C;C 1 0 L C;C 0 1 L H;C _ 1 L H")
number = "1011"
for _ in range(6):
    steps, number = increment.run(number)
    print(number, steps, end="; ")
print()
for machine, tape in ((increment, "10x"), (Turing("A _ _ R A"), "")):
    try:
        machine.run(tape, 40)
    except RuntimeError as e:
        print(e)


def match(pattern, text):
    if not pattern:
        return True
    if pattern[0] == "^":
        return match_here(pattern[1:], text)
    while True:
        if match_here(pattern, text):
            return True
        if not text:
            return False
        text = text[1:]


def match_here(pattern, text):
    if not pattern:
        return True
    if pattern == "$":
        return not text
    if len(pattern) > 1 and pattern[1] == "*":
        return match_star(pattern[0], pattern[2:], text)
    if text and pattern[0] in (text[0], "."):
        return match_here(pattern[1:], text[1:])
    return False


def match_star(c, pattern, text):
    while True:
        if match_here(pattern, text):
            return True
        if not text or c != text[0] and c != ".":
            return False
        text = text[1:]


for pattern in ("^ab*c$", "b.*d", "^a.c", "z*$", "x", "c*a"):
    print(pattern, [t for t in ("abc", "ac", "abbbc", "bxxd", "abd", "") if match(pattern, t)])
