"""Which modules MicroPython has, and for some of them which names, as far as programs for both kinds would miss some.

Lives here: these tables, read off MicroPython 1.28, and what to write instead of the commonest.  The modules that the
compiler supplies are library.py's.
"""

MODULES = frozenset(
    "_asyncio _thread array asyncio binascii bluetooth btree builtins cmath collections cryptolib deflate errno esp"
    " esp32 espnow framebuf gc hashlib heapq io json lwip machine math micropython mip neopixel network onewire os"
    " platform random re requests rp2 select socket ssl stm struct sys termios time tls uasyncio uctypes vfs websocket"
    " argparse".split()
)

NAMES = {
    module: frozenset(names.split())
    for module, names in {
        "os": "chdir errno getcwd getenv ilistdir listdir mkdir mount putenv remove rename rmdir sep stat statvfs"
        " system umount uname unlink unsetenv urandom sync dupterm VfsFat VfsLfs1 VfsLfs2 VfsPosix",
        "sys": "argv atexit byteorder exc_info executable exit implementation maxsize modules path platform"
        " print_exception ps1 ps2 stderr stdin stdout version version_info settrace",
        "struct": "calcsize pack pack_into unpack unpack_from",
        "binascii": "a2b_base64 b2a_base64 crc32 hexlify unhexlify",
        "hashlib": "md5 sha1 sha256",
        "platform": "libc_ver platform python_compiler",
        "cmath": "cos e exp log log10 phase pi polar rect sin sqrt",
        "gc": "collect disable enable isenabled mem_alloc mem_free threshold",
        "io": "BytesIO IOBase StringIO open",
        "re": "A ASCII DOTALL I IGNORECASE Match Pattern S compile error escape findall finditer fullmatch match search"
        " split sub subn",
    }.items()
}

_INSTEAD = {
    "os.path": "put the parts together with +, and ask os.stat",
    "os.environ": "call os.getenv",
    "pathlib": "use os and texts",
    "sys.getsizeof": "measure with gc.mem_alloc on a device",
    "sys.setrecursionlimit": "leave it out: the compiler sees to deep recursion",
    "decimal": "count in whole cents",
    "struct.Struct": "call struct.pack and struct.unpack",
    "base64": "use binascii",
    "logging": "print",
    "csv": "split the lines yourself",
}


def advice_for(name: str) -> str:
    """What to write instead of a module, or of a name in one."""
    first = name.split(".")[0]
    if name in _INSTEAD or first in _INSTEAD:
        return _INSTEAD.get(name) or _INSTEAD[first]
    if name.split(".")[0] in MODULES and "." in name:
        return "write it in the program, or import it in a `try`"
    return f"put a module {first}.py beside the program, or import it in a `try`"
