# refused: 9:17 super() as a value
class Base:
    def name(self):
        return "base"


class Derived(Base):
    def name(self):
        above = super()
        return "derived " + above.name()


print(Derived().name())
