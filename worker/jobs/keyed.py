"""Rows of a user's table put at the positions of their samples."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from sqlalchemy.orm import Session

from store.sample_keys import SampleKeys
from worker.reporting import UserError
from worker.tabular import Key, Rows

_SHOWN = 5


class Placement:
    """Finds positions, and gathers what does not fit, so that one failure names all of it."""

    def __init__(self, dataset_id: str, version: int, count: int) -> None:
        """`count`: positions of the dataset at `version`."""
        self._dataset_id, self._version = dataset_id, version
        self._seen = np.zeros(count, dtype=np.bool_)
        self._unknown: list[str] = []
        self._repeated: list[str] = []
        self._unknown_count = self._repeated_count = 0

    def positions(self, session: Session, key: Key | None, rows: Rows) -> npt.NDArray[np.int64]:
        """(M,) the position of each row's sample, -1 for one that does not fit."""
        if key is None or rows.keys is None:
            found = np.arange(rows.first - 1, rows.first - 1 + rows.values.num_rows)
            if found[-1] >= len(self._seen):
                raise UserError(
                    f"The file names no samples, so its rows are positions, and there are more of them than the "
                    f"{len(self._seen)} of the dataset at version {self._version}."
                )
            self._seen[found] = True
            return found
        keys = SampleKeys(session, self._dataset_id, self._version)
        targets = keys.by_filename(rows.keys) if key == "filename" else keys.by_id(rows.keys)
        return self._placed(rows.keys, {name: target.position for name, target in targets.items()})

    def _placed(self, names: Sequence[str], known: dict[str, int]) -> npt.NDArray[np.int64]:
        found = np.full(len(names), -1, dtype=np.int64)
        for index, name in enumerate(names):
            position = known.get(name)
            if position is None:
                self._unknown_count += 1
                self._unknown += [name] if len(self._unknown) < _SHOWN else []
            elif self._seen[position]:
                self._repeated_count += 1
                self._repeated += [name] if len(self._repeated) < _SHOWN else []
            else:
                self._seen[position] = True
                found[index] = position
        return found

    @property
    def unknown_count(self) -> int:
        """Rows that name no sample of the dataset."""
        return self._unknown_count

    def check(self, *, ignore_unknown: bool = False) -> None:
        """UserError when rows did not fit."""
        problems = []
        if self._unknown_count and not ignore_unknown:
            problems.append(f"{self._unknown_count} rows name no sample of the dataset: {_listed(self._unknown)}")
        if self._repeated_count:
            problems.append(f"{self._repeated_count} rows name a sample once more: {_listed(self._repeated)}")
        if problems:
            raise UserError(". ".join(problems) + ".")


def _listed(names: Sequence[str]) -> str:
    return ", ".join(name.encode("utf-8", "backslashreplace").decode().replace("\x00", "\\x00")[:100] for name in names)
