"""Uniform sampling without replacement."""

import numpy as np

from store.specs.strategies import RandomStrategy
from worker.reporting import Reporter
from worker.select.pool import Pool, Selection


def pick_random(spec: RandomStrategy, pool: Pool, *, n_samples: int, reporter: Reporter) -> Selection:
    """The first `n_samples` of one seeded shuffle of the candidates: a smaller request is a prefix of a larger one."""
    order = np.random.default_rng(spec.seed).permutation(np.flatnonzero(pool.candidates))
    rows = order[:n_samples].astype(np.int64)
    reporter.progress("select", n_samples, n_samples, "samples")
    return Selection(
        rows=rows,
        gains=np.full(n_samples, np.nan, dtype=np.float32),
        explain=lambda _pick: f"Drawn uniformly at random with seed {spec.seed}.",
    )
