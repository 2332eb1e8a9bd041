"""The two files of a score, and what is known about it."""

from pathlib import Path

import numpy as np
import pytest

from worker.score import summarise, write


def test_summary_leaves_out_what_is_missing() -> None:
    values = np.array([1, np.nan, 3, 2, 1], dtype=np.float32)
    found = summarise(values, bins=4)
    assert (found.valid_count, found.minimum, found.maximum, found.mean) == (4, 1, 3, 1.75)
    assert found.std == pytest.approx(np.std([1, 3, 2, 1]))
    assert found.histogram == np.histogram([1, 3, 2, 1], bins=4)[0].tolist()


def test_nothing_and_all_alike() -> None:
    assert summarise(np.full(3, np.nan, dtype=np.float32), bins=4).histogram == []
    assert summarise(np.full(3, 0.5, dtype=np.float32), bins=4).histogram == [3, 0, 0, 0]
    with pytest.raises(ValueError, match="finite"):
        summarise(np.array([np.inf], dtype=np.float32), bins=4)


def test_the_files(tmp_path: Path) -> None:
    values = np.array([0.5, np.nan, -1, 0.5, 7], dtype=np.float32)
    write(values, tmp_path / "values", tmp_path / "ranking")
    np.testing.assert_array_equal(np.fromfile(tmp_path / "values", dtype="<f4"), values)
    ranking = np.fromfile(tmp_path / "ranking", dtype=[("position", "<u4"), ("number", "<f4")])
    assert ranking.tolist() == [(2, -1), (0, 0.5), (3, 0.5), (4, 7)]
