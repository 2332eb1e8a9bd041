"""A disk that is really full: a small file system of its own, where the machine lets a test mount one."""

import subprocess
import sys
from pathlib import Path

import pytest

_MOUNT = 'mount -t tmpfs -o size=2m none "$0" && exec "$@"'
_WRITE = """
import asyncio, sys
from pathlib import Path
from store.blobs import Blobs, StorageFull

root = Path(sys.argv[1])
blobs = Blobs((root / "blobs").as_uri())
data = b"x" * 1_200_000
large = Path(sys.argv[2])
large.write_bytes(data * 3)

async def chunks():
    for _ in range(3):
        yield data

blobs.put("first", data)
actions = {
    "put": lambda: blobs.put("second", data),
    "put_file": lambda: blobs.put_file("second", large),
    "put_stream": lambda: asyncio.run(blobs.put_stream("second", chunks(), max_bytes=10**9)),
    "join": lambda: blobs.join("second", ["first", "first"]),
    "check_room": lambda: blobs.check_room(2_000_000),
}
for name, action in actions.items():
    try:
        action()
    except StorageFull:
        print(name)
assert not blobs.exists("second")
blobs.check_room(1000)
"""


def test_every_way_to_write_says_that_the_disk_is_full(tmp_path: Path) -> None:
    mounted = tmp_path / "mounted"
    mounted.mkdir()
    python = [sys.executable, "-c", _WRITE, str(mounted), str(tmp_path / "large")]
    unshare = ["unshare", "--map-root-user", "--mount", "sh", "-c", _MOUNT, str(mounted)]
    try:
        subprocess.run([*unshare, "true"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("file systems cannot be mounted here")
    done = subprocess.run([*unshare, *python], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["put", "put_file", "put_stream", "join", "check_room"]
