"""What strategies may look at beside the embedding: arrays that the caller brings, under the name the spec asks by."""

from collections.abc import Mapping, Sequence, Sized
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from store.specs.selection_inputs import Groups, Numbers, RandomNumbers
from worker.reporting import UserError

_NAMED = 5


class UnusableRows(UserError):
    """Something is wrong with some samples. `rows` are theirs, for whoever knows their names."""

    def __init__(self, problem: str, rows: npt.NDArray[np.int64], *, advice: str = "") -> None:
        self.problem, self.rows, self.advice = problem, rows, advice
        super().__init__(self.named([f"row {row}" for row in rows[:_NAMED].tolist()]))

    def named(self, names: Sequence[str]) -> str:
        """The message with the first few samples called by `names`."""
        shown = ", ".join(names[:_NAMED])
        more = f" and {self.rows.size - len(names[:_NAMED])} more" if self.rows.size > _NAMED else ""
        return f"{self.problem}: {shown}{more}.{' ' if self.advice else ''}{self.advice}"


@dataclass(frozen=True, eq=False)
class Membership:
    """Which of G named groups samples belong to, and how much: `shares` is (N, G) float32, rows without a group are 0.

    One group for each sample is a one there; class probabilities, or the share of each class in the objects of an
    image, are fractions that sum to 1.
    """

    names: tuple[str, ...]
    shares: npt.NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Inputs:
    """Arrays over the N rows of an embedding.

    `numbers` has (N,) float64 for each source, NaN where a sample has none; `groups` a Membership for each source.
    `probabilities` has (N, C) float32 for a classification task, NaN rows where it says nothing. `labels` is (N,) int64
    with the class of what is labelled, -1 elsewhere. `queries` gives the rows of sample ids, by the tuple of them or
    the id of a subset, as a spec writes them. `hashes` is (N,) uint64, the perceptual hashes.
    """

    numbers: Mapping[Numbers, npt.NDArray[np.float64]] = field(default_factory=dict)
    groups: Mapping[Groups, Membership] = field(default_factory=dict)
    probabilities: Mapping[str, npt.NDArray[np.float32]] = field(default_factory=dict)
    labels: npt.NDArray[np.int64] | None = None
    queries: Mapping[tuple[str, ...] | str, npt.NDArray[np.int64]] = field(default_factory=dict)
    hashes: npt.NDArray[np.uint64] | None = None

    def check(self, n_rows: int) -> None:
        """Raise ValueError when an array has another number of rows."""
        arrays: dict[str, Sized] = {
            **{f"numbers[{source}]": values for source, values in self.numbers.items()},
            **{f"groups[{source}]": members.shares for source, members in self.groups.items()},
            **{f"probabilities[{task}]": values for task, values in self.probabilities.items()},
        }
        if self.labels is not None:
            arrays["labels"] = self.labels
        for name, array in arrays.items():
            if len(array) != n_rows:
                raise ValueError(f"{name} has {len(array)} rows and the embedding {n_rows}")

    def number(self, source: Numbers, rows: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
        """(len(rows),) float64. UnusableRows when some of them have none."""
        if isinstance(source, RandomNumbers):
            # One draw for each row of the embedding: what is a candidate does not change the numbers.
            n_rows = int(rows[-1]) + 1 if rows.size else 0
            return np.random.default_rng(source.seed).random(n_rows)[rows]
        if source not in self.numbers:
            raise ValueError(f"inputs.numbers has no {source!r}")
        values = np.asarray(self.numbers[source], dtype=np.float64)[rows]
        missing = rows[~np.isfinite(values)]
        if missing.size:
            raise UnusableRows(
                f"{missing.size} samples have no {describe(source)}",
                missing,
                advice="Give them one or filter them out.",
            )
        return values

    def membership(self, source: Groups) -> Membership:
        if source not in self.groups:
            raise ValueError(f"inputs.groups has no {source!r}")
        return self.groups[source]


def describe(source: Numbers | Groups) -> str:
    """A source in words, as part of a sentence."""
    given = source.model_dump(exclude={"source", "seed"}, exclude_none=True)
    words = " ".join(f"{value}" for value in given.values() if not isinstance(value, tuple))
    return f"{source.source.replace('_', ' ')} {words}".strip()
