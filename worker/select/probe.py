"""A linear probe on the embedding, for strategies that need a model when the user brings none."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.special import log_softmax, softmax

from worker.reporting import UserError
from worker.select.inputs import UnusableRows
from worker.select.lattice import Int64
from worker.select.pool import Float32, Float64, Pool

_DECAY = 1e-3
_BLOCK = 8192
_FOLDS = 3
_TEMPERATURES = np.geomspace(0.05, 20.0, 61)


@dataclass(frozen=True, eq=False)
class Probe:
    """Multinomial logistic regression: `weights` (D, C) and `bias` (C,) for unit vectors; float64."""

    weights: Float64
    bias: Float64
    temperature: float = 1.0

    def logits(self, vectors: Float64) -> Float64:
        """(B, C) of (B, D) unit vectors, before the temperature."""
        found: Float64 = vectors @ self.weights + self.bias
        return found

    def probabilities(self, vectors: Float64) -> Float64:
        """(B, C), rounded so that the last digits of a solver decide nothing."""
        found: Float64 = np.round(softmax(self.logits(vectors) / self.temperature, axis=1), 9)
        return found


def fit(vectors: Float64, labels: Int64, n_classes: int, *, decay: float = _DECAY) -> Probe:
    """Minimise the mean cross-entropy + decay / 2 * |weights|^2 over (L, D) unit vectors and (L,) labels.

    The solution lies in the span of the vectors, so with fewer of them than dimensions it is sought there.
    """
    _, lengths, directions = np.linalg.svd(vectors, full_matrices=False)
    kept = directions[lengths > 1e-9 * lengths[0]]
    inside = vectors @ kept.T
    wanted = np.eye(n_classes)[labels]
    n_dims = inside.shape[1]

    def loss(flat: Float64) -> tuple[float, Float64]:
        weights, bias = flat[:-n_classes].reshape(n_dims, n_classes), flat[-n_classes:]
        logs = log_softmax(inside @ weights + bias, axis=1)
        error = (np.exp(logs) - wanted) / len(inside)
        value = -float((wanted * logs).sum()) / len(inside) + decay / 2 * float((weights**2).sum())
        return value, np.concatenate([(inside.T @ error + decay * weights).ravel(), error.sum(axis=0)])

    start = np.zeros((n_dims + 1) * n_classes)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 500, "gtol": 1e-9, "ftol": 1e-14})
    return Probe(kept.T @ found.x[:-n_classes].reshape(n_dims, n_classes), found.x[-n_classes:])


def calibrated(probe: Probe, vectors: Float64, labels: Int64, n_classes: int, *, seed: int) -> Probe:
    """The probe with the temperature (Guo et al. 2017) that fits held-out labels best, found by cross-validation."""
    if labels.size < 2 * _FOLDS:
        return probe
    fold = np.random.default_rng(seed).permutation(labels.size) % _FOLDS
    logits = np.empty((labels.size, n_classes))
    for held in range(_FOLDS):
        logits[fold == held] = fit(vectors[fold != held], labels[fold != held], n_classes).logits(vectors[fold == held])
    losses = [
        -float(log_softmax(logits / temperature, axis=1)[np.arange(labels.size), labels].mean())
        for temperature in _TEMPERATURES
    ]
    return Probe(probe.weights, probe.bias, float(_TEMPERATURES[int(np.argmin(np.round(losses, 9)))]))


def labelled(pool: Pool) -> tuple[Int64, Int64, int]:
    """The preselected rows that have a label, their labels, and the number of classes.

    Raises UserError when there are no labels of two classes to learn from.
    """
    labels = pool.inputs.labels
    rows = pool.preselected if labels is None else pool.preselected[labels[pool.preselected] >= 0]
    if labels is None or np.unique(labels[rows]).size < 2:
        raise UserError(
            "This strategy needs a model: give it a prediction task, or preselect samples of at least two classes and "
            "say in `labels` where their labels are."
        )
    return rows, labels[rows], int(labels.max()) + 1


def train(pool: Pool, *, calibrate: bool = False, seed: int = 0) -> Probe:
    """A probe of the labels of the preselected samples."""
    rows, labels, n_classes = labelled(pool)
    vectors = unit_vectors(pool, rows)
    probe = fit(vectors, labels, n_classes)
    return calibrated(probe, vectors, labels, n_classes, seed=seed) if calibrate else probe


def unit_vectors(pool: Pool, rows: Int64) -> Float64:
    """(len(rows), D) float64 directions."""
    found: Float64 = pool.lattice[rows].astype(np.float64) / pool.lattice.scale
    return found


def probabilities(pool: Pool, task: str | None, rows: Int64, *, calibrate: bool = False, seed: int = 0) -> Float32:
    """(len(rows), C) class probabilities, of the user's model or of a probe.

    Raises UserError when there is neither, or the model says nothing about some of the rows.
    """
    if task is not None:
        return _of_task(pool, task, rows)
    probe = train(pool, calibrate=calibrate, seed=seed)
    parts = [
        probe.probabilities(unit_vectors(pool, rows[start : start + _BLOCK])).astype(np.float32)
        for start in range(0, rows.size, _BLOCK)
    ]
    return np.concatenate(parts) if parts else np.zeros((0, probe.bias.size), dtype=np.float32)


def _of_task(pool: Pool, task: str, rows: Int64) -> Float32:
    if task not in pool.inputs.probabilities:
        raise UserError(f"The task {task} has no class probabilities of whole images, which this strategy needs.")
    found = pool.inputs.probabilities[task][rows]
    missing = rows[~np.isfinite(found).all(axis=1)]
    if missing.size:
        raise UnusableRows(
            f"{missing.size} samples have no prediction of {task}", missing, advice="Predict them or filter them out."
        )
    return found
