"""What a strategy chooses from, and what it hands back."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from worker.reporting import UserError

Float32 = npt.NDArray[np.float32]
Float64 = npt.NDArray[np.float64]
Int64 = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Pool:
    """The samples of one embedding, seen by a strategy.

    `embeddings` is (N, D) float32, in memory or memory-mapped. `preselected` holds distinct rows that count as picked
    already; `candidates` is an (N,) mask of the rows that may be picked, never a preselected one.
    """

    embeddings: Float32
    preselected: Int64
    candidates: Bools

    @classmethod
    def build(cls, embeddings: Float32, preselected: Int64, eligible: Bools | None) -> "Pool":
        """Check the shapes and fold the eligibility mask into the pool.

        A preselected row that is not eligible is dropped: its embedding is not to be trusted, so it covers nothing.

        Raises ValueError for arrays of the wrong shape or type, UserError for preselected rows that do not exist.
        """
        if embeddings.ndim != 2 or embeddings.dtype != np.float32:
            raise ValueError(f"embeddings must be (N, D) float32, not {embeddings.shape} {embeddings.dtype}")
        n_samples = len(embeddings)
        candidates = np.ones(n_samples, dtype=np.bool_) if eligible is None else np.array(eligible, dtype=np.bool_)
        if candidates.shape != (n_samples,):
            raise ValueError(f"eligible must be ({n_samples},) like the embeddings, not {candidates.shape}")
        given = np.unique(np.asarray(preselected, dtype=np.int64))
        if given.size and (given[0] < 0 or given[-1] >= n_samples):
            raise UserError(f"A preselected sample is outside this embedding, which has {n_samples} rows.")
        given = given[candidates[given]]
        candidates[given] = False
        # A memory map stays one: asarray only drops the subclass, whose indexing is slow.
        return cls(embeddings=np.asarray(embeddings), preselected=given, candidates=candidates)


@dataclass(frozen=True, slots=True, eq=False)
class Selection:
    """The picked samples, best first.

    `rows` is (k,) int64 in pick order. `gains` is (k,) float32: what each pick added when it was made, in the unit of
    the strategy (for diversity the distance to the nearest earlier pick), NaN where there is no such number. `explain`
    makes the reason of the i-th pick on demand. `stopped_early` says why there are fewer picks than asked for.
    """

    rows: Int64
    gains: Float32
    explain: Callable[[int], str]
    stopped_early: str | None = None

    def __len__(self) -> int:
        return len(self.rows)

    def gain(self, pick: int) -> float | None:
        """The gain of the `pick`-th pick (0-based), None where the strategy has none."""
        gain = float(self.gains[pick])
        return None if np.isnan(gain) else gain

    def reason(self, pick: int) -> str:
        """One short sentence: why the `pick`-th sample (0-based) was taken."""
        return self.explain(pick)
