"""What a strategy chooses from, and what it hands back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from worker.reporting import UserError
from worker.select.inputs import Inputs
from worker.select.lattice import Lattice, mean

Float32 = npt.NDArray[np.float32]
Float64 = npt.NDArray[np.float64]
Int64 = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Pool:
    """The samples of one embedding, seen by a strategy.

    `embeddings` is (N, D) float32, in memory or memory-mapped. `preselected` holds distinct rows that count as picked
    already; `candidates` is an (N,) mask of the rows that may be picked, never a preselected one; `usable` is an (N,)
    mask of the rows whose embedding means something: what is to be covered, picked or not. `inputs` is what else is
    known about the samples.
    """

    embeddings: Float32
    preselected: Int64
    candidates: Bools
    usable: Bools
    inputs: Inputs

    @classmethod
    def build(
        cls,
        embeddings: Float32,
        preselected: Int64,
        eligible: Bools | None,
        *,
        candidates: Bools | None = None,
        inputs: Inputs | None = None,
    ) -> "Pool":
        """Check the shapes and fold the masks into the pool.

        A preselected row that is not eligible is dropped: its embedding is not to be trusted, so it covers nothing.

        Raises ValueError for arrays of the wrong shape or type, UserError for preselected rows that do not exist.
        """
        if embeddings.ndim != 2 or embeddings.dtype != np.float32:
            raise ValueError(f"embeddings must be (N, D) float32, not {embeddings.shape} {embeddings.dtype}")
        n_samples = len(embeddings)
        usable = _mask(eligible, n_samples, "eligible")
        allowed = usable & _mask(candidates, n_samples, "candidates")
        given = np.unique(np.asarray(preselected, dtype=np.int64))
        if given.size and (given[0] < 0 or given[-1] >= n_samples):
            raise UserError(f"A preselected sample is outside this embedding, which has {n_samples} rows.")
        given = given[usable[given]]
        allowed[given] = False
        known = inputs or Inputs()
        known.check(n_samples)
        # A memory map stays one: asarray only drops the subclass, whose indexing is slow.
        return cls(
            embeddings=np.asarray(embeddings), preselected=given, candidates=allowed, usable=usable, inputs=known
        )

    def without(self, rows: Int64) -> "Pool":
        """The same pool, where `rows` cannot be picked."""
        candidates = self.candidates.copy()
        candidates[rows] = False
        return replace(self, candidates=candidates)

    def only(self, mask: Bools) -> "Pool":
        """The same pool, where only rows of an (N,) mask can be picked."""
        return replace(self, candidates=self.candidates & mask)

    def forgetting_preselected(self) -> "Pool":
        """The same pool with nothing preselected."""
        return replace(self, preselected=np.empty(0, dtype=np.int64))

    @cached_property
    def rows(self) -> Int64:
        """The rows that may be picked, ascending."""
        return np.flatnonzero(self.candidates)

    @cached_property
    def lattice(self) -> Lattice:
        """The directions of the embedding with exact products."""
        return Lattice(self.embeddings)

    @cached_property
    def centred(self) -> Lattice:
        """The directions from the mean of what is usable: vectors of trained networks all point to one side."""
        return Lattice(self.embeddings, mean(self.embeddings, np.flatnonzero(self.usable)))


def _mask(mask: Bools | None, n_samples: int, name: str) -> Bools:
    found = np.ones(n_samples, dtype=np.bool_) if mask is None else np.array(mask, dtype=np.bool_)
    if found.shape != (n_samples,):
        raise ValueError(f"{name} must be ({n_samples},) like the embeddings, not {found.shape}")
    return found


@dataclass(frozen=True, slots=True, eq=False)
class Selection:
    """The picked samples, best first.

    `rows` is (k,) int64 in pick order. `gains` is (k,) float32: what each pick added when it was made, in the unit of
    the strategy (for diversity the distance to the nearest earlier pick), NaN where there is no such number. `explain`
    makes the reason of the i-th pick on demand. `stopped_early` says why there are fewer picks than asked for.

    `contributions` has (k,) float32 for each strategy: the value of its objective for the pick at that moment.
    `nearest` is (k,) int64, the nearest among the preselected and earlier picks (-1: none), and `distances` (k,)
    float32 how far away it is (NaN: none); both are filled in by `worker.select.select`. `notes` is what a strategy has
    to say about its choices; `auto` gives its reasons there.
    """

    rows: Int64
    gains: Float32
    explain: Callable[[int], str]
    stopped_early: str | None = None
    contributions: Mapping[str, Float32] = field(default_factory=dict)
    nearest: Int64 | None = None
    distances: Float32 | None = None
    notes: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.rows)

    def gain(self, pick: int) -> float | None:
        """The gain of the `pick`-th pick (0-based), None where the strategy has none."""
        gain = float(self.gains[pick])
        return None if np.isnan(gain) else gain

    def reason(self, pick: int) -> str:
        """One short sentence: why the `pick`-th sample (0-based) was taken."""
        return self.explain(pick)
