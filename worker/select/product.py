"""Several strategies at once: one sample at a time, by the product of their objectives, as LightlyOne combines them."""

from collections.abc import Sequence

import numpy as np

from store.specs.strategies import DiversityStrategy, Strategy
from worker.reporting import Reporter
from worker.select.lattice import Int64
from worker.select.objectives import Distance, Objective, objective
from worker.select.pool import Float64, Pool, Selection

# An objective of 0 is no veto, and its logarithm is finite; a product of these still comes last.
_LEAST = 1e-6
_LOOKED_AT = 64


def labels_of(strategies: Sequence[Strategy]) -> list[str]:
    """A name for each strategy: its own, numbered from the second of the same name on."""
    names = [strategy.name for strategy in strategies]
    return [
        name if names.index(name) == index else f"{name}_{names[: index + 1].count(name)}"
        for index, name in enumerate(names)
    ]


def pick_by_product(strategies: Sequence[Strategy], pool: Pool, *, n_samples: int, reporter: Reporter) -> Selection:
    """Greedily maximise the product of objective ** strength; the lowest row of equals.

    Objectives lie between 0 and 1: distances over 2, numbers over the range of the candidates, gains over the largest.
    The gain of a pick is the product. Stops early when the next pick would be nearer to another than a diversity
    strategy's `min_distance`.
    """
    objectives = [objective(strategy, pool, n_samples=n_samples, reporter=reporter) for strategy in strategies]
    ranking = _Ranking(objectives, [strategy.strength for strategy in strategies if hasattr(strategy, "strength")])
    picked: list[int] = []
    gains: list[float] = []
    values: list[list[float]] = []
    stopped: str | None = None
    while len(picked) < n_samples:
        position, score = ranking.best()
        stopped = _too_near(strategies, objectives, position)
        if stopped is not None:
            break
        picked.append(position)
        gains.append(float(np.exp(score)))
        values.append([float(one.values[position]) for one in objectives])
        ranking.pick(position)
        reporter.progress("select", len(picked), n_samples, "samples")
    names = labels_of(strategies)
    table = np.array(values, dtype=np.float32).reshape(len(picked), len(names))

    def explain(pick: int) -> str:
        parts = ", ".join(f"{name} {value:.3g}" for name, value in zip(names, table[pick].tolist(), strict=True))
        return f"The largest product of {parts}."

    return Selection(
        rows=pool.rows[np.array(picked, dtype=np.int64)],
        gains=np.array(gains, dtype=np.float32),
        explain=explain,
        stopped_early=stopped,
        contributions={name: table[:, index] for index, name in enumerate(names)},
    )


def _too_near(strategies: Sequence[Strategy], objectives: Sequence[Objective], position: int) -> str | None:
    for strategy, one in zip(strategies, objectives, strict=True):
        if isinstance(strategy, DiversityStrategy) and isinstance(one, Distance) and one.picks:
            one.refresh(np.array([position]))
            if one.values[position] < one.least:
                return f"The best remaining sample is nearer than {strategy.min_distance:g} to one that is picked."
    return None


class _Ranking:
    """Sums of strength * log objective, of which no more are made exact than it takes to find the largest."""

    def __init__(self, objectives: list[Objective], strengths: list[float]) -> None:
        self.objectives, self.strengths = objectives, strengths
        self.open = np.ones(objectives[0].values.size, dtype=np.bool_)

    def scores(self, positions: Int64 | None = None) -> Float64:
        """Upper bounds, exact where no objective is stale; rounded, so that no last digit decides."""
        total: Float64 | float = 0.0
        for one, strength in zip(self.objectives, self.strengths, strict=True):
            values = one.values if positions is None else one.values[positions]
            total = total + strength * np.log(np.maximum(values, _LEAST))
        return np.round(total, 9)

    def best(self) -> tuple[int, float]:
        for one, strength in zip(self.objectives, self.strengths, strict=True):
            if one.stale is not None and strength < 0:  # the bounds of these are on the wrong side
                one.refresh(np.flatnonzero(self.open))
        scores = self.scores()
        scores[~self.open] = -np.inf
        stale = np.zeros(self.open.size, dtype=np.bool_)
        for one in self.objectives:
            if one.stale is not None:
                stale |= one.stale
        stale &= self.open
        n_looked_at = _LOOKED_AT
        while True:
            position = int(scores.argmax())
            if not stale[position]:
                return position, float(scores[position])
            n_looked_at = min(n_looked_at, stale.size)
            top = np.argpartition(np.where(stale, -scores, np.inf), n_looked_at - 1)[:n_looked_at]
            top = top[stale[top]]
            for one in self.objectives:
                one.refresh(top)
            scores[top] = self.scores(top)
            stale[top] = False
            n_looked_at *= 2

    def pick(self, position: int) -> None:
        self.open[position] = False
        for one in self.objectives:
            one.pick(position)
