# A tiny interpreter: an assembler and a stack machine with calls, memory and traps, running several small programs.
class Trap(Exception):
    pass


class Frame:
    def __init__(self, back, slots):
        self.back = back
        self.slots = [0] * slots


def assemble(source):
    labels = {}
    code = []
    for line in source.split("\n"):
        line = line.split(";")[0].strip()
        if not line:
            continue
        if line.endswith(":"):
            labels[line[:-1]] = len(code)
            continue
        words = line.split()
        code.append((words[0], words[1:]))
    program = []
    for op, args in code:
        values = []
        for arg in args:
            if arg in labels:
                values.append(labels[arg])
            else:
                try:
                    values.append(int(arg))
                except ValueError:
                    raise Trap("unknown label " + arg)
        program.append((op, values))
    return program


class VM:
    def __init__(self, program, fuel=4000):
        self.program = program
        self.stack = []
        self.frame = Frame(-1, 8)
        self.frames = []
        self.memory = {}
        self.pc = 0
        self.fuel = fuel
        self.output = []
        self.ops = {
            "add": lambda a, b: a + b,
            "sub": lambda a, b: a - b,
            "mul": lambda a, b: a * b,
            "div": self.divide,
            "mod": lambda a, b: a % b,
            "lt": lambda a, b: int(a < b),
            "eq": lambda a, b: int(a == b),
        }

    def divide(self, a, b):
        if b == 0:
            raise Trap("division by zero")
        return a // b

    def pop(self):
        if not self.stack:
            raise Trap("stack underflow")
        return self.stack.pop()

    def step(self):
        if self.pc >= len(self.program):
            return False
        op, args = self.program[self.pc]
        self.pc += 1
        if op in self.ops:
            b = self.pop()
            a = self.pop()
            self.stack.append(self.ops[op](a, b))
        elif op == "push":
            self.stack.append(args[0])
        elif op == "dup":
            self.stack.append(self.stack[-1])
        elif op == "swap":
            self.stack[-1], self.stack[-2] = self.stack[-2], self.stack[-1]
        elif op == "drop":
            self.pop()
        elif op == "get":
            self.stack.append(self.frame.slots[args[0]])
        elif op == "set":
            self.frame.slots[args[0]] = self.pop()
        elif op == "load":
            self.stack.append(self.memory.get(self.pop(), 0))
        elif op == "store":
            address = self.pop()
            self.memory[address] = self.pop()
        elif op == "jump":
            self.pc = args[0]
        elif op == "jz":
            if self.pop() == 0:
                self.pc = args[0]
        elif op == "call":
            self.frames.append(self.frame)
            if len(self.frames) > 50:
                raise Trap("too deep")
            frame = Frame(self.pc, 8)
            for i in range(args[1]):
                frame.slots[args[1] - 1 - i] = self.pop()
            self.frame = frame
            self.pc = args[0]
        elif op == "ret":
            self.pc = self.frame.back
            self.frame = self.frames.pop()
        elif op == "out":
            self.output.append(self.pop())
        elif op == "halt":
            return False
        else:
            raise Trap("bad instruction " + op)
        return True

    def run(self):
        steps = 0
        try:
            while self.step():
                steps += 1
                if steps >= self.fuel:
                    raise Trap("out of fuel")
            result = "ok"
        except Trap as e:
            result = "trap: %s at %d" % (e, self.pc - 1)
        return result, steps, self.output, self.stack


FACTORIAL = """
    push 7
    call fact 1
    out
    halt
fact:
    get 0
    push 2
    lt
    jz more
    push 1
    ret
more:
    get 0
    get 0
    push 1
    sub
    call fact 1
    mul
    ret
"""
SIEVE = """
    push 2
    set 0
next:
    get 0
    push 24
    lt
    jz done
    get 0
    load
    jz prime
    jump step
prime:
    get 0
    out
    get 0
    set 1
mark:
    get 1
    push 24
    lt
    jz step
    push 1
    get 1
    store
    get 1
    get 0
    add
    set 1
    jump mark
step:
    get 0
    push 1
    add
    set 0
    jump next
done:
    halt
"""
GCD = """
    push 1071 ; a
    push 462
again:
    dup
    jz end
    swap
    set 0
    set 1
    get 1
    get 0
    get 1
    mod
    jump again
end:
    drop
    out
"""
programs = [
    ("factorial", FACTORIAL),
    ("sieve", SIEVE),
    ("gcd", GCD),
    ("underflow", "push 1\nadd"),
    ("division", "push 1\npush 0\ndiv"),
    ("forever", "loop:\njump loop"),
    ("deep", "f:\ncall f 0"),
    ("unknown", "push 1\nfrobnicate"),
    ("label", "jump nowhere"),
]
for name, source in programs:
    try:
        program = assemble(source)
    except Trap as e:
        print(name, "does not assemble:", e)
        continue
    print(name, len(program), *VM(program, 700).run())
