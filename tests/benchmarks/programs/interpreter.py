# A small machine of registers in a loop of if and elif, as interpreters are written.
LOAD, ADD, SUB, MUL, JUMP, LESS, PRINT, HALT = range(8)


def assemble(limit):
    return [
        (LOAD, 0, 0),
        (LOAD, 1, 1),
        (LOAD, 2, limit),
        (LOAD, 3, 1),
        (ADD, 0, 1),
        (MUL, 4, 1),
        (ADD, 4, 0),
        (ADD, 1, 3),
        (LESS, 1, 2),
        (JUMP, 4, 0),
        (PRINT, 0, 0),
        (HALT, 0, 0),
    ]


def run(code):
    registers = [0] * 8
    at = 0
    steps = 0
    printed = []
    while True:
        operation, a, b = code[at]
        at += 1
        steps += 1
        if operation == LOAD:
            registers[a] = b
        elif operation == ADD:
            registers[a] = (registers[a] + registers[b]) & 0xFFFFFF
        elif operation == SUB:
            registers[a] = (registers[a] - registers[b]) & 0xFFFFFF
        elif operation == MUL:
            registers[a] = (registers[a] * registers[b]) & 0xFFFFFF
        elif operation == LESS:
            if registers[a] >= registers[b]:
                at += 1
        elif operation == JUMP:
            at = a
        elif operation == PRINT:
            printed.append(registers[a])
        else:
            return steps, printed


def main():
    for n in (10, 1000, 400000):
        print(n, run(assemble(n)))


main()
