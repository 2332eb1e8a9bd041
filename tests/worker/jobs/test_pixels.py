import os
from pathlib import Path

from worker.jobs.pixels import make_room


def test_the_caches_used_least_lately_make_room(tmp_path: Path) -> None:
    for age, name in enumerate(["newest", "middle", "oldest"]):
        (tmp_path / name).mkdir()
        (tmp_path / name / "pixels.npy").write_bytes(bytes(1000))
        os.utime(tmp_path / name, (1_000_000 - age, 1_000_000 - age))
    make_room(tmp_path, 3000)
    assert len(list(tmp_path.iterdir())) == 3
    make_room(tmp_path, 1500)
    assert [path.name for path in tmp_path.iterdir()] == ["newest"]
    make_room(tmp_path, -1)
    assert not list(tmp_path.iterdir())
    make_room(tmp_path / "absent", 0)
    assert not (tmp_path / "absent").exists()
