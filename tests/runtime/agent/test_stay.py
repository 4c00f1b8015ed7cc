"""What a device keeps of a process in files: damage is found, and a full disk costs nothing.

May live here: the files of a stay. May not: decisions about ownership (test_ownership.py).
"""

from hashlib import sha256
from pathlib import Path

import pytest

from sojourn.agent.arrival import Arrival
from sojourn.agent.ownership import Refused
from sojourn.agent.requests import Requests
from sojourn.agent.stay import Stay

RECORD = {"epoch": 3, "state": "stopped", "folder": "h3.aa", "version": 7, "last": 7, "console": 0}


@pytest.mark.parametrize("name", ["owner", "staged"])
def test_every_flipped_bit_of_a_record_is_found(tmp_path: Path, name: str) -> None:
    stay = Stay(str(tmp_path), "p")
    stay.make()
    stay.set_owner(RECORD) if name == "owner" else stay.set_staged(RECORD)
    assert getattr(Stay(str(tmp_path), "p"), name) == RECORD
    path = tmp_path / "p" / f"{name}.json"
    whole = path.read_bytes()
    for at in range(len(whole) * 8):
        data = bytearray(whole)
        data[at // 8] ^= 1 << at % 8
        path.write_bytes(data)
        try:
            found = getattr(Stay(str(tmp_path), "p"), name)
        except Refused as e:
            assert e.args[0] == "corrupt"
        else:
            assert found == RECORD, (at, data)  # the case of a digit of the check itself
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        with pytest.raises(Refused, match="damaged"):
            Stay(str(tmp_path), "p")


def test_a_damaged_list_of_segments_is_made_again(tmp_path: Path) -> None:
    stay = Stay(str(tmp_path), "p")
    stay.make()
    stay.set_listed([("00000001.seg", 5, "ab")])
    assert stay.listed() == [["00000001.seg", 5, "ab"]]
    path = tmp_path / "p" / "segments.json"
    path.write_bytes(path.read_bytes().replace(b"5", b"6"))
    assert stay.listed() is None


class Asked:
    """What `Requests` asks of its agent here."""

    def __init__(self, root: Path) -> None:
        self.root = str(root)


def test_a_damaged_record_does_not_hide_the_others(tmp_path: Path) -> None:
    for name in ("a", "b"):
        stay = Stay(str(tmp_path), name)
        stay.make()
        stay.set_owner(RECORD)
    (tmp_path / "a" / "owner.json").write_text("5")
    requests = Requests(Asked(tmp_path))
    first = requests._handler("ps")(requests, {"from": 0}, 1)
    assert first["found"][0]["owner"] is None
    assert "damaged" in first["found"][0]["trouble"]
    assert first["more"]
    assert requests._handler("ps")(requests, {"from": 1}, 1)["found"] == [
        {"process": "b", "owner": RECORD, "staged": None}
    ]


def test_a_segment_that_has_no_room_can_be_given_up(tmp_path: Path) -> None:
    path = tmp_path / "segment"
    Path(f"{path}.new").symlink_to("/dev/full")
    arrival = Arrival(str(path), 3, sha256(b"abc").hexdigest())
    with pytest.raises(OSError, match="No space"):
        arrival.write(b"abc")
    arrival.abort()
    arrival.abort()
    assert not list(tmp_path.iterdir())
