"""The store over HTTP: in process for every refusal, and as a real process that is killed with -9."""

import contextlib
import hashlib
import os
import random
import signal
import sqlite3
import threading

import httpx
import pytest

from lab import Lab
from sojourn_host.relay.daemon import ApiServer, listening_socket
from sojourn_host.store import Change, Manifest, Segment, StoreClient, StoreError
from sojourn_host.store.database import Database
from sojourn_host.store.server import MOST_JSON, make_app


def sha(data):
    return hashlib.sha256(data).hexdigest()


def manifest_of(*pages, **fields):
    segments = tuple(Segment(f"{n:08d}.seg", len(page), sha(page)) for n, page in enumerate(pages))
    return Manifest(**{"version": 0, "image": 1, "parent": 0, "epoch": 1, "device": "", "segments": segments, **fields})


@contextlib.contextmanager
def running(path):
    """A real uvicorn over a real file and a real socket, in a thread."""
    database = Database(path)
    sock = listening_socket(0, "a test")
    server = ApiServer(make_app(database))
    thread = threading.Thread(target=lambda: server.run([sock]), daemon=True)
    thread.start()
    with StoreClient(f"http://127.0.0.1:{sock.getsockname()[1]}") as client:
        yield client
    server.should_exit = True
    thread.join(10)
    database.close()


@pytest.fixture
def client(tmp_path):
    with running(tmp_path / "store.sqlite3") as client:
        yield client


def refused(code, function, *args):
    with pytest.raises(StoreError) as caught:
        function(*args)
    assert caught.value.code == code, caught.value.message
    return caught.value


def test_pages(client):
    a, b = b"a" * 1000, b""
    assert client.lack([sha(a), sha(b), sha(a)]) == [sha(a), sha(b)]
    for page in (a, b, a):
        client.put_page(sha(page), page)
    assert client.lack([sha(a), sha(b)]) == []
    assert (client.page(sha(a)), client.page(sha(b))) == (a, b)
    refused("corrupt", client.put_page, sha(a), b"other")
    refused("unknown-page", client.page, sha(b"none"))
    refused("bad-request", client.page, "XYZ")


def test_a_version_commits_only_with_all_its_pages(client):
    manifest = manifest_of(b"one", b"two")
    client.put_page(sha(b"one"), b"one")
    error = refused("pages-missing", client.commit, "p", manifest, Change(0))
    assert error.details["lack"] == [sha(b"two")]
    refused("unknown-process", client.entry, "p")
    client.put_page(sha(b"two"), b"two")
    kept, entry = client.commit("p", manifest, Change(0, owner="board", state="running"))
    assert (kept.version, kept.segments, entry.head, entry.owner) == (1, manifest.segments, 1, "board")
    assert client.manifest("p") == client.manifest("p", 1) == kept
    assert client.entries() == [entry]


def test_a_refused_change_keeps_no_version(client):
    client.put_page(sha(b"x"), b"x")
    client.commit("p", manifest_of(b"x"), Change(0))
    refused("conflict", client.commit, "p", manifest_of(b"x"), Change(7))
    refused("unknown-version", client.commit, "p", manifest_of(b"x", parent=9), Change(1))
    refused("bad-request", client.commit, "p", manifest_of(b"x", segments=(Segment("s", 2, sha(b"x")),)), Change(1))
    assert [m.version for m in client.versions("p")] == [1]


def test_versions_never_repeat(client):
    client.put_page(sha(b"x"), b"x")
    client.commit("p", manifest_of(b"x", image=4), Change(0))
    assert client.commit("p", manifest_of(b"x", image=2, parent=4), Change(1))[0].version == 5
    refused("conflict", client.commit, "p", manifest_of(b"x", version=5), Change(1))
    refused("unknown-version", client.change, "p", Change(1, head=6))
    assert client.change("p", Change(1, head=4)).head == 4


def test_of_many_that_swap_one_wins(client):
    client.put_page(sha(b"x"), b"x")
    client.commit("p", manifest_of(b"x"), Change(0))
    won, lost = [], []

    def swap(name):
        try:
            won.append(client.change("p", Change(1, epoch=2, owner=name)).owner)
        except StoreError as e:
            lost.append(e.code)

    threads = [threading.Thread(target=swap, args=(f"d{n}",)) for n in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1
    assert lost == ["conflict"] * 11
    assert client.entry("p").owner == won[0]


def test_devices(client):
    client.put_device("board", {"vm": "micropython"})
    client.put_device("board", {"vm": "cpython"})
    assert [(d["name"], d["vm"]) for d in client.devices()] == [("board", "cpython")]


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", "/pages/lack", b"{", 400),
        ("POST", "/pages/lack", b"[]", 400),
        ("POST", "/pages/lack", b"[" * 100000, 400),
        ("POST", "/pages/lack", b'{"hashes": 3}', 400),
        ("POST", "/pages/lack", b'{"hashes": [3]}', 400),
        ("POST", "/pages/lack", b" " * (MOST_JSON + 1), 413),
        ("POST", "/processes/p/versions", b"{}", 400),
        ("POST", "/processes/.p/change", b"{}", 400),
        ("GET", "/processes/p/versions/99999999999999999999999", b"", 404),
        ("GET", "/nothing", b"", 404),
        ("DELETE", "/pages/" + "0" * 64, b"", 405),
        ("PUT", "/devices/a%2Fb", b"{}", 404),
    ],
)
def test_bad_requests_are_typed_json(client, method, path, body, status):
    answer = httpx.request(method, client.url + path, content=body, trust_env=False)
    assert answer.status_code == status, answer.text
    assert set(answer.json()) >= {"error", "message"}


def test_another_host_name_does_not_get_in(client):
    assert httpx.get(client.url + "/", headers={"host": "evil.example"}, trust_env=False).status_code == 400


def test_nobody_there():
    sock = listening_socket(0, "a test")
    port = sock.getsockname()[1]
    sock.close()
    with StoreClient(f"http://127.0.0.1:{port}") as client:
        assert "sojourn serve" in refused("unreachable", client.entries).message


def test_a_file_that_is_no_store(tmp_path):
    (tmp_path / "a").write_bytes(b"not a database" * 100)
    assert refused("corrupt", Database, tmp_path / "a")
    with sqlite3.connect(tmp_path / "b") as db:
        db.execute("CREATE TABLE other(x)")
    db.close()
    refused("corrupt", Database, tmp_path / "b")


def test_a_damaged_page_is_told(tmp_path):
    with running(tmp_path / "s") as client:
        client.put_page(sha(b"good"), b"good")
        with sqlite3.connect(tmp_path / "s") as db:
            db.execute("UPDATE pages SET data = x'00'")
        db.close()
        refused("corrupt", client.page, sha(b"good"))


@pytest.mark.parametrize("seed", range(3))
def test_what_was_answered_survives_kill_9(tmp_path, seed):
    """A real server process, killed at a random moment of a stream of commits: each answered one is there, whole."""
    r = random.Random(seed)
    with Lab(tmp_path / "lab") as lab:
        url = lab.serve()
        pid = lab.processes["serve"].pid
        answered = []
        timer = threading.Timer(r.uniform(0.05, 0.5), lambda: os.kill(pid, signal.SIGKILL))
        with StoreClient(url) as client:
            timer.start()
            why = _commit_until_refused(client, answered)
        assert why == "unreachable", f"seed {seed}"
        timer.join()
        lab.kill("serve")
        with StoreClient(lab.serve()) as client:
            if answered:
                stored = [m.version for m in client.versions("p")]
                assert stored[: len(answered)] == answered, f"seed {seed}"
                assert len(stored) <= len(answered) + 1
                assert client.entry("p").head == stored[-1]
                for m in client.versions("p"):
                    assert client.page(m.segments[0].sha256)


def _commit_until_refused(client, answered):
    """Commits one version after another, noting each that was answered; returns the code that ended it."""
    while True:
        page = b"%d" % len(answered) * 50
        try:
            client.put_page(sha(page), page)
            manifest = manifest_of(page, parent=answered[-1] if answered else 0)
            answered.append(client.commit("p", manifest, Change(min(len(answered), 1)))[0].version)
        except StoreError as e:
            return e.code
