"""BADGE: k-means++ on hallucinated gradients (Ash et al., ICLR 2020)."""

import numpy as np

from store.specs.strategies import BadgeStrategy
from worker.reporting import Reporter
from worker.select import probe
from worker.select.pool import Float64, Pool, Selection

_STEPS = 100_000  # of an entry of the gradient, so that sums of products are whole numbers


class Gradients:
    """g = (p - onehot(argmax p)) x h of M candidates, never written out: <g, g'> = <p.., p..'> <h, h'>."""

    def __init__(self, spec: BadgeStrategy, pool: Pool) -> None:
        found = probe.probabilities(pool, spec.task, pool.rows, seed=spec.seed).astype(np.float64)
        found[np.arange(len(found)), found.argmax(axis=1)] -= 1.0
        self.outer: Float64 = np.rint(found * _STEPS)
        self.vectors = pool.lattice[pool.rows]
        unit = _STEPS**2 * pool.lattice.one
        norms = np.einsum("ij,ij->i", self.vectors, self.vectors, dtype=np.float64)
        self.norms: Float64 = np.einsum("ij,ij->i", self.outer, self.outer) * norms / unit
        self.unit = unit

    def squared_distances(self, position: int) -> Float64:
        """Of all candidates to one: (M,)."""
        inner = (self.vectors @ self.vectors[position]).astype(np.float64)
        products = (self.outer @ self.outer[position]) * inner / self.unit
        squared: Float64 = np.maximum(self.norms + self.norms[position] - 2.0 * products, 0.0)
        return squared


def pick_badge(spec: BadgeStrategy, pool: Pool, *, n_samples: int, reporter: Reporter) -> Selection:
    """The sample with the longest gradient, then others drawn in proportion to the squared distance from the picks.

    The gain is the distance of a pick's gradient to the nearest earlier one, for the first its length.
    """
    gradients = Gradients(spec, pool)
    rng = np.random.default_rng(spec.seed)
    nearest = gradients.norms.copy()
    picked: list[int] = []
    gains: list[float] = []
    while len(picked) < n_samples:
        position = int(nearest.argmax())
        if picked:
            nearest[picked[-1]] = 0.0
            total = np.cumsum(nearest)
            if total[-1] <= 0:
                break
            position = int(np.searchsorted(total, rng.random() * total[-1], side="right"))
        gains.append(float(np.sqrt(nearest[position])))
        picked.append(position)
        squared = gradients.squared_distances(position)
        nearest = squared if len(picked) == 1 else np.minimum(nearest, squared)
        reporter.progress("select", len(picked), n_samples, "samples")
    if len(picked) < n_samples:  # the model is sure of everything that is left
        rest = np.setdiff1d(np.arange(pool.rows.size), picked)
        picked += rng.permutation(rest)[: n_samples - len(picked)].tolist()
        gains += [0.0] * (n_samples - len(gains))
    values = np.array(gains, dtype=np.float32)
    return Selection(
        rows=pool.rows[np.array(picked, dtype=np.int64)],
        gains=values,
        explain=lambda pick: f"Its label would move the model in a new direction, by {values[pick]:.3g}.",
    )
