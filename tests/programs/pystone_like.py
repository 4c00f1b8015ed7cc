# A pystone-like mix: records, globals, integer and character arithmetic, nested calls, small arrays.
LOOPS = 12

IDENT1, IDENT2, IDENT3, IDENT4, IDENT5 = range(1, 6)


class Record:
    def __init__(self, link=None, discr=0, enum=0, number=0, text=""):
        self.link = link
        self.discr = discr
        self.enum = enum
        self.number = number
        self.text = text

    def copy(self):
        return Record(self.link, self.discr, self.enum, self.number, self.text)


int_glob = 0
bool_glob = False
char1 = "\0"
char2 = "\0"
array1 = [0] * 51
array2 = [[0] * 51 for _ in range(3)]
ptr_glob = None
ptr_next = None


def proc0(loops):
    global int_glob, bool_glob, char1, char2, ptr_glob, ptr_next
    ptr_next = Record()
    ptr_glob = Record(ptr_next, IDENT1, IDENT3, 40, "DHRYSTONE PROGRAM, SOME STRING")
    string1 = "DHRYSTONE PROGRAM, 1'ST STRING"
    array2[2][7] = 10
    for i in range(loops):
        proc5()
        proc4()
        a = 2
        b = 3
        string2 = "DHRYSTONE PROGRAM, 2'ND STRING"
        enum = IDENT2
        bool_glob = not func2(string1, string2)
        while a < b:
            c = 5 * a - b
            c = proc7(a, b)
            a += 1
        proc8(array1, array2, a, c)
        ptr_glob = proc1(ptr_glob)
        letter = "A"
        while letter <= char2:
            if enum == func1(letter, "C"):
                enum = proc6(IDENT1)
            letter = chr(ord(letter) + 1)
        c = b * a
        b = c // a
        b = 7 * (c - b) - a
        a = proc2(a)
    return a, b, c, enum


def proc1(p):
    n = ptr_glob.copy()
    p.link = n
    p.number = 5
    n.number = p.number
    n.link = p.link
    n.link = proc3(n.link)
    if n.discr == IDENT1:
        n.number = 6
        n.enum = proc6(p.enum)
        n.link = ptr_glob.link
        n.number = proc7(n.number, 10)
    else:
        p = n.copy()
    n.link = None
    return p


def proc2(n):
    loc = n + 10
    while True:
        if char1 == "A":
            loc -= 1
            n = loc - int_glob
            enum = IDENT1
        if enum == IDENT1:
            break
    return n


def proc3(p):
    global int_glob
    if ptr_glob is not None:
        p = ptr_glob.link
    else:
        int_glob = 100
    ptr_glob.number = proc7(10, int_glob)
    return p


def proc4():
    global char2
    flag = char1 == "A"
    flag = flag or bool_glob
    char2 = "B"


def proc5():
    global char1, bool_glob
    char1 = "A"
    bool_glob = False


def proc6(enum):
    out = enum
    if not func3(enum):
        out = IDENT4
    if enum == IDENT1:
        out = IDENT1
    elif enum == IDENT2:
        out = IDENT1 if int_glob > 100 else IDENT4
    elif enum == IDENT3:
        out = IDENT2
    elif enum == IDENT4:
        pass
    elif enum == IDENT5:
        out = IDENT3
    return out


def proc7(a, b):
    return b + a + 2


def proc8(one, two, a, b):
    global int_glob
    loc = a + 5
    one[loc] = b
    one[loc + 1] = one[loc]
    one[loc + 30] = loc
    for i in range(loc, loc + 2):
        two[i % 3][i] = loc
    two[loc % 3][loc - 1] += 1
    two[(loc + 20) % 3][loc] = one[loc]
    int_glob = 5


def func1(a, b):
    c = a
    if c != b:
        return IDENT1
    return IDENT2


def func2(s1, s2):
    i = 1
    c = "A"
    while i <= 1:
        if func1(s1[i], s2[i + 1]) == IDENT1:
            c = "A"
            i += 1
    if "W" <= c <= "Z":
        i = 7
    if c == "X":
        return True
    if s1 > s2:
        i += 7
        return True
    return False


def func3(enum):
    return enum == IDENT3


def checksum(rows):
    value = 0
    for row in rows:
        for cell in row:
            value = (value * 31 + cell) & 0xFFFFFFF
    return value


print(proc0(LOOPS))
print(int_glob, bool_glob, char1, char2)
print(checksum([array1]), checksum(array2))
p = ptr_glob
while p is not None:
    print(p.discr, p.enum, p.number, p.text)
    p = p.link
print(ptr_next.number, ptr_next.discr)
