# A text adventure with a scripted player: rooms, items, inventory, a parser of commands, events and a score.
class Thing:
    def __init__(self, name, weight, note=""):
        self.name = name
        self.weight = weight
        self.note = note or "Just a " + name + "."
        self.lit = False


class Room:
    def __init__(self, name, text, dark=False):
        self.name = name
        self.text = text
        self.dark = dark
        self.exits = {}
        self.things = []
        self.visits = 0

    def connect(self, direction, other):
        opposite = {"north": "south", "south": "north", "east": "west", "west": "east", "up": "down", "down": "up"}
        self.exits[direction] = other
        other.exits[opposite[direction]] = self

    def find(self, name):
        for thing in self.things:
            if thing.name == name:
                return thing
        return None


class Refused(Exception):
    pass


class GameOver(Exception):
    def __init__(self, won, why):
        super().__init__(won, why)
        self.won = won
        self.why = why


class Game:
    LIMIT = 12

    def __init__(self):
        hall = Room("hall", "A draughty hall with a portrait.")
        kitchen = Room("kitchen", "Copper pans hang from hooks.")
        cellar = Room("cellar", "Barrels, and something breathing.", dark=True)
        garden = Room("garden", "Roses grown wild.")
        tower = Room("tower", "You see the whole valley.")
        hall.connect("north", kitchen)
        kitchen.connect("down", cellar)
        hall.connect("east", garden)
        hall.connect("up", tower)
        kitchen.things = [Thing("lamp", 3, "It wants lighting."), Thing("bread", 1)]
        cellar.things = [Thing("key", 1, "Iron, and cold."), Thing("barrel", 50)]
        garden.things = [Thing("rose", 1), Thing("spade", 6)]
        tower.things = [Thing("chest", 30, "Locked, of course.")]
        self.room = hall
        self.bag = []
        self.score = 0
        self.turns = 0
        self.locked = True
        self.dragon_fed = False
        self.verbs = {
            "go": self.go,
            "take": self.take,
            "drop": self.drop,
            "look": self.look,
            "light": self.light,
            "feed": self.feed,
            "open": self.open,
            "bag": self.inventory,
            "quit": self.quit,
        }

    def say(self, text):
        line = ""
        for word in text.split():
            if len(line) + len(word) > 60:
                print("   ", line)
                line = ""
            line += (" " if line else "") + word
        print("   ", line)

    def has(self, name):
        for thing in self.bag:
            if thing.name == name:
                return thing
        return None

    def need(self, name):
        thing = self.has(name)
        if thing is None:
            raise Refused("You have no %s." % name)
        return thing

    def dark(self):
        lamp = self.has("lamp") or self.room.find("lamp")
        return self.room.dark and not (lamp and lamp.lit)

    def go(self, direction):
        if direction not in self.room.exits:
            raise Refused("No way %s." % direction)
        if self.room.name == "cellar" and not self.dragon_fed and self.turns % 2:
            raise Refused("The thing in the dark bars your way.")
        self.room = self.room.exits[direction]
        self.look(None)

    def look(self, _):
        if self.dark():
            self.say("It is pitch dark in the %s." % self.room.name)
            return
        self.room.visits += 1
        if self.room.visits == 1:
            self.score += 2
        self.say("[%s] %s" % (self.room.name, self.room.text))
        names = sorted([t.name for t in self.room.things])
        if names:
            self.say("Here: " + ", ".join(names))
        self.say("Ways: " + ", ".join(sorted(self.room.exits)))

    def take(self, name):
        if self.dark():
            raise Refused("You grope about and find nothing.")
        thing = self.room.find(name)
        if thing is None:
            raise Refused("There is no %s here." % name)
        if sum([t.weight for t in self.bag]) + thing.weight > self.LIMIT:
            raise Refused("The %s is too heavy." % name)
        self.room.things.remove(thing)
        self.bag.append(thing)
        self.score += thing.weight
        self.say("Taken. " + thing.note)

    def drop(self, name):
        thing = self.need(name)
        self.bag.remove(thing)
        self.room.things.append(thing)
        self.say("Dropped.")

    def light(self, name):
        thing = self.need(name)
        if name != "lamp":
            raise Refused("It will not burn.")
        thing.lit = not thing.lit
        self.say("The lamp is " + ("lit." if thing.lit else "out."))

    def feed(self, name):
        thing = self.need(name)
        if self.room.name != "cellar":
            raise Refused("Nobody is hungry here.")
        if name != "bread":
            raise GameOver(False, "it did not like the " + name)
        self.bag.remove(thing)
        self.dragon_fed = True
        self.score += 10
        self.say("A small dragon eats the bread and falls asleep.")

    def open(self, name):
        if self.room.find(name) is None or name != "chest":
            raise Refused("You cannot open that.")
        self.need("key")
        self.locked = False
        raise GameOver(True, "the chest is full of gold")

    def inventory(self, _):
        parts = []
        for thing in self.bag:
            parts.append("%s (%d)" % (thing.name, thing.weight))
        self.say("You carry: " + (", ".join(sorted(parts)) or "nothing"))

    def quit(self, _):
        raise GameOver(False, "you gave up")

    def turn(self, line):
        self.turns += 1
        words = line.lower().split()
        verb = words[0]
        noun = words[1] if len(words) > 1 else None
        try:
            action = self.verbs[verb]
        except KeyError:
            raise Refused("What is '%s'?" % verb)
        action(noun)

    def play(self, script):
        try:
            for line in script.strip().split("\n"):
                line = line.strip()
                print("%2d>" % (self.turns + 1), line)
                try:
                    self.turn(line)
                except Refused as e:
                    self.say(str(e))
                    self.score -= 1
        except GameOver as e:
            self.say("The end: %s." % e.why)
            self.score += 50 if e.won else -5
        else:
            self.say("The player fell asleep.")
        finally:
            print("score", self.score, "turns", self.turns, "locked", self.locked)


Game().play("""
    look
    dance
    go north
    take lamp
    take bread
    go down
    take key
    light lamp
    look
    feed bread
    take key
    take barrel
    bag
    go up
    drop lamp
    go south
    go east
    take spade
    take rose
    bag
    go west
    go west
    open chest
    go up
    open chest
    dance
""")
Game().play("go east\ntake rose\ngo west\ngo north\ngo down\nfeed rose")
Game().play("go north\nlook")
