"""Scores out of the kNN graph of an embedding: how typical, unique, odd, hard or mislabelled each sample is.

`distances` is (N, K) Euclidean, the nearest first, infinite where there is no neighbour. Rows without neighbours are
NaN in every score.
"""

import numpy as np
import numpy.typing as npt

Float32 = npt.NDArray[np.float32]
Float64 = npt.NDArray[np.float64]
UInt32 = npt.NDArray[np.uint32]

_BLOCK = 65_536
_UNIQUENESS_WEIGHTS = (0.6, 0.3, 0.1)
_OUTLIER_K = 10
UNLABELLED = -1


def mean_distance(distances: Float32, k: int) -> Float64:
    """(N,) mean distance to the `k` nearest neighbours, or to as many as there are."""
    found = np.full(len(distances), np.nan)
    for start in range(0, len(distances), _BLOCK):
        block = np.asarray(distances[start : start + _BLOCK, :k], dtype=np.float64)
        is_there = np.isfinite(block)
        counts, total = is_there.sum(axis=1), np.where(is_there, block, 0).sum(axis=1)
        np.divide(total, counts, out=found[start : start + len(block)], where=counts > 0)
    return found


def typicality(distances: Float32, *, k: int = 20) -> Float64:
    """(N,) 1 / (1 + mean distance to the `k` nearest), in (0, 1].

    It orders samples as TypiClust does (Hacohen et al. 2022, equation 1: 1 / mean distance), but stays below 1 where
    copies of an image lie at distance 0, so that it can be multiplied with other scores.
    """
    found: Float64 = 1 / (1 + mean_distance(distances, k))
    return found


def uniqueness(distances: Float32) -> Float64:
    """(N,) weighted mean of the distances to the three nearest (0.6, 0.3, 0.1), over the largest such mean: in [0, 1].

    A copy of another image is 0.
    """
    weights = np.array(_UNIQUENESS_WEIGHTS[: distances.shape[1]])
    nearest = np.asarray(distances[:, : len(weights)], dtype=np.float64)
    weight = np.where(np.isfinite(nearest), weights, 0)
    total, weight_sum = (np.where(np.isfinite(nearest), nearest, 0) * weights).sum(axis=1), weight.sum(axis=1)
    means = np.divide(total, weight_sum, out=np.full(len(distances), np.nan), where=weight_sum > 0)
    largest = float(np.nanmax(means, initial=0.0))
    scaled: Float64 = means / largest if largest > 0 else means
    return scaled


def outlier(distances: Float32) -> Float64:
    """(N,) 1 - exp(-d / median(d)), with d the mean distance to the 10 nearest: 0.63 for the median sample."""
    means = mean_distance(distances, _OUTLIER_K)
    known = means[~np.isnan(means)]
    scale = float(np.median(known)) if len(known) else 0.0
    if scale <= 0:
        # Half of all samples are copies of others: whatever is not one is as odd as can be.
        return np.where(np.isnan(means), np.nan, (means > 0).astype(np.float64))
    found: Float64 = -np.expm1(-means / scale)
    return found


def label_shares(
    indices: UInt32, distances: Float32, labels: npt.NDArray[np.int64], *, k: int = 20
) -> tuple[Float64, Float64]:
    """(N,) `hardness` and `mislabel` by what the labels of the `k` nearest neighbours say.

    labels: (N,) class numbers, -1 (UNLABELLED) where unknown. A neighbour votes for its label with exp(-d^2 / s^2),
    s being the median distance to the k-th neighbour; those without a label do not vote. hardness is the entropy of
    the votes over log C, C the number of classes: 1 where all are as likely. mislabel is 1 - the share of the votes
    that a sample's own label gets: 1 where no neighbour agrees. Both are NaN where nobody votes, and mislabel where
    the label is unknown.
    """
    k = min(k, indices.shape[1])
    n_classes = int(labels.max(initial=-1)) + 1
    hardness, mislabel = np.full(len(indices), np.nan), np.full(len(indices), np.nan)
    scale = _scale(distances[:, k - 1])
    for start in range(0, len(indices), _BLOCK // max(1, n_classes // 64)):
        rows = slice(start, start + _BLOCK // max(1, n_classes // 64))
        votes = _votes(indices[rows, :k], distances[rows, :k], labels, n_classes, scale)
        own, heard = labels[rows], votes.sum(axis=1) > 0
        shares = votes[heard] / votes[heard].sum(axis=1, keepdims=True)
        logs = np.log(shares, out=np.zeros_like(shares), where=shares > 0)
        hardness[rows][heard] = np.clip(-(shares * logs).sum(axis=1) / max(np.log(n_classes), 1e-12), 0, 1)
        named = own[heard] != UNLABELLED
        mine = np.full(len(shares), np.nan)
        mine[named] = 1 - shares[named, own[heard][named]]
        mislabel[rows][heard] = mine
    return hardness, mislabel


def _scale(kth: Float32) -> float:
    known = kth[np.isfinite(kth)]
    median = float(np.median(known)) if len(known) else 0.0
    return median if median > 0 else 1.0


def _votes(indices: UInt32, distances: Float32, labels: npt.NDArray[np.int64], n_classes: int, scale: float) -> Float64:
    """(B, C) sums of weights."""
    is_there = np.isfinite(distances)
    voted = np.where(is_there, labels[np.where(is_there, indices, 0)], UNLABELLED)
    weights = np.exp(-np.square(np.where(is_there, distances, 0).astype(np.float64) / scale))
    cells = np.arange(len(indices))[:, None] * n_classes + voted
    counts = voted != UNLABELLED
    votes = np.bincount(cells[counts], weights=weights[counts], minlength=len(indices) * n_classes)
    return votes.astype(np.float64).reshape(len(indices), n_classes)
