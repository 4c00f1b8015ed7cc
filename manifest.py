# What goes onto a device, in MicroPython's own manifest format: freezing, ROMFS images and copying files all read this
# one list. `sojourn_transports/host` stays at home, and so does everything of `sojourn_host`.
# May live here: files of the two device roots. May not: a board's choices; those go into firmware_examples/BOARD, whose
# manifest says `include("../../manifest.py")`. tests/test_architecture.py fails when a device file is missing here.

# The runtime: all of it.
package("sojourn", base_path="runtime")

# The link, and the media a device can speak.
package(
    "sojourn_transports",
    base_path="transports",
    files=(
        "__init__.py",
        "address.py",
        "line.py",
        "link.py",
        "packet.py",
        "device/__init__.py",
        "device/tcp.py",
        "device/unix.py",
    ),
)
