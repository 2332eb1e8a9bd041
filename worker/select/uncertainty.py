"""What a model is unsure of: the least sure samples, and kernel coverage weighted by it (UHerding)."""

import math

import numpy as np

from store.specs.scores import Aggregate, Uncertainty
from store.specs.selection_inputs import PredictionNumbers
from store.specs.strategies import CoverageStrategy, UncertaintyCoverageStrategy, UncertaintyStrategy
from worker.reporting import Reporter
from worker.select import probe
from worker.select.kmeans import kmeans
from worker.select.lattice import Int64, Lattice
from worker.select.pool import Float32, Float64, Pool, Selection
from worker.select.typicality import round_robin

_BLOCK = 2048


def scores(probabilities: Float32, score: Uncertainty) -> Float64:
    """(B,) in 0..1 of (B, C) probabilities: 1 - p1, 1 - (p1 - p2) or the entropy, each over its largest value."""
    found = probabilities.astype(np.float64)
    n_classes = found.shape[1]
    if score == "entropy":
        logs = np.log(np.where(found > 0, found, 1.0))
        values = -(found * logs).sum(axis=1) / math.log(n_classes)
    elif score == "least_confidence":
        values = (1.0 - found.max(axis=1)) * (n_classes / (n_classes - 1))
    else:
        best = np.partition(found, n_classes - 2, axis=1)[:, -2:]
        values = 1.0 - (best[:, 1] - best[:, 0])
    found_in_range: Float64 = np.round(np.clip(values, 0.0, 1.0), 9)
    return found_in_range


def uncertainty_of(
    spec: UncertaintyStrategy | UncertaintyCoverageStrategy, pool: Pool, rows: Int64, *, calibrate: bool = False
) -> Float64:
    """(len(rows),) how unsure the user's model or a probe is, in 0..1."""
    if spec.task is not None:
        aggregate = spec.aggregate if isinstance(spec, UncertaintyStrategy) else Aggregate.MAX
        return pool.inputs.number(PredictionNumbers(task=spec.task, score=spec.score.value, aggregate=aggregate), rows)
    return scores(probe.probabilities(pool, None, rows, calibrate=calibrate, seed=spec.seed), spec.score)


def pick_uncertain(spec: UncertaintyStrategy, pool: Pool, *, n_samples: int, reporter: Reporter) -> Selection:
    """The least sure samples (with a negative strength the surest).

    With `oversample` m the m * n least sure are clustered, and picks go round the clusters from the smallest to the
    largest, the least sure of each first (cluster-margin, Citovsky et al. 2021, with k-means for their clustering).
    """
    rows = pool.rows
    unsure = uncertainty_of(spec, pool, rows)
    order = np.argsort(-unsure if spec.strength >= 0 else unsure, kind="stable")
    if spec.oversample > 1 and n_samples:
        order = order[: math.ceil(min(rows.size, spec.oversample * n_samples))]
        among = np.sort(order)
        clusters = kmeans(pool.lattice, rows[among], n_samples, seed=spec.seed, reporter=reporter)
        cluster_of = np.empty(rows.size, dtype=np.int64)
        cluster_of[among] = clusters.assigned
        by_size = np.argsort(clusters.sizes, kind="stable")
        order = round_robin([order[cluster_of[order] == cluster] for cluster in by_size], n_samples)
    picked = order[:n_samples]
    reporter.progress("select", n_samples, n_samples, "samples")
    gains = unsure[picked].astype(np.float32)
    return Selection(
        rows=rows[picked],
        gains=gains,
        explain=lambda pick: f"The {spec.score.replace('_', ' ')} of its prediction scores {gains[pick]:.3g} of 1.",
    )


def as_coverage(spec: UncertaintyCoverageStrategy, pool: Pool) -> CoverageStrategy:
    """The kernel coverage that UHerding weights: its width is the least distance between two labelled samples."""
    lattice = pool.centred if spec.centre else pool.lattice
    sigma = spec.sigma if spec.sigma != "adaptive" else least_distance(lattice, pool.preselected)
    return CoverageStrategy(
        sigma=sigma,
        centre=spec.centre,
        represented_size=spec.represented_size,
        candidate_size=spec.candidate_size,
        seed=spec.seed,
    )


def least_distance(lattice: Lattice, rows: Int64) -> float:
    """The least distance of unit vectors between two of the rows, of at least 0.05; 1 for fewer than two rows."""
    if rows.size < 2:
        return 1.0
    vectors = lattice[rows]
    nearest = math.inf
    for start in range(0, rows.size, _BLOCK):
        part = slice(start, start + _BLOCK)
        squared = lattice.squared(vectors[part], vectors)
        squared[np.arange(len(squared)), np.arange(start, start + len(squared))] = np.inf
        nearest = min(nearest, float(squared.min()))
    return max(0.05, math.sqrt(max(nearest, 0.0)))
