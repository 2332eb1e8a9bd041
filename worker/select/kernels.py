"""Kernels of the distance between unit vectors, in whole 1/65535, so that sums of them are exact."""

import math
from typing import Literal

import numpy as np
import numpy.typing as npt

from worker.select.lattice import Float32, Int64, Lattice, squared_lengths

Kernel = Literal["rbf", "tophat", "laplace"]
UInt16 = npt.NDArray[np.uint16]

UNIT = 65_535  # stands for 1, the similarity of equal vectors
_SHIFT = 9  # half a squared distance on the lattice is below 2^25, which makes 65 536 steps
_BLOCK = 512


class KernelTable:
    """k(d) for each step of the squared distance d^2: evaluating a kernel is a look-up.

    `sigma` is its width: exp(-d^2 / sigma^2), 1 for d <= sigma, or exp(-d / sigma), of the Euclidean distance d.
    """

    def __init__(self, kernel: Kernel, sigma: float, lattice: Lattice) -> None:
        self.kernel, self.sigma = kernel, sigma
        middle = (np.arange(1 << (25 - _SHIFT), dtype=np.int64) << _SHIFT) + (1 << (_SHIFT - 1))
        middle[0] = 0  # what cannot be told apart is the same
        squared = 2.0 * middle / lattice.one
        if kernel == "tophat":
            values = (squared <= sigma**2).astype(np.float64)
        else:
            # One at a time: the last digit of numpy's exponential depends on the machine's vector instructions.
            exponents = squared / sigma**2 if kernel == "rbf" else np.sqrt(squared) / sigma
            values = np.array([math.exp(-exponent) for exponent in exponents.tolist()])
        self.table = np.rint(values * UNIT).astype(np.uint16)

    def __call__(self, vectors: Float32, others: Float32) -> UInt16:
        """(B, P) kernel values between (B, D) and (P, D) lattice vectors."""
        halves = vectors @ others.T
        halves -= np.floor(squared_lengths(others) / 2).astype(np.float32)
        halves -= np.floor(squared_lengths(vectors) / 2).astype(np.float32)[:, None]
        np.negative(halves, out=halves)
        steps = halves.astype(np.int32)
        steps >>= _SHIFT
        found: UInt16 = self.table.take(steps, mode="clip")
        return found

    def matrix(self, lattice: Lattice, rows: Int64, columns: Float32) -> UInt16:
        """(len(rows), len(columns)) kernel values between rows of the embedding and lattice vectors."""
        found = np.empty((rows.size, len(columns)), dtype=np.uint16)
        for start in range(0, rows.size, _BLOCK):
            part = rows[start : start + _BLOCK]
            found[start : start + _BLOCK] = self(lattice[part], columns)
        return found


def typical_distance(lattice: Lattice, rows: Int64, *, seed: int, size: int = 1000) -> float:
    """The median distance between two of the rows, of a sample of them; 0 for fewer than two."""
    rng = np.random.default_rng(seed)
    sampled = rows if rows.size <= size else np.sort(rng.choice(rows, size=size, replace=False))
    if sampled.size < 2:
        return 0.0
    vectors = lattice[sampled]
    squared = lattice.squared(vectors, vectors)[np.triu_indices(sampled.size, 1)]
    return math.sqrt(float(np.median(squared)))
