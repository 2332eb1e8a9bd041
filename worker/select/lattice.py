"""Unit vectors on an integer lattice, whose inner products float32 computes without any rounding.

Greedy algorithms compare sums, and what decides a close call is the last bit: it depends on the BLAS, on the number of
its threads and on the instructions of the machine. Here coordinates are integers and every vector has at most the
length 4095. By the Cauchy-Schwarz inequality each partial sum of an inner product, in whatever order it is added up,
is then an integer below 2^24, which float32 holds exactly. The same seed gives the same picks everywhere.

The price is the resolution: coordinates are rounded to 1/4095 of the unit, so an inner product of unit vectors is off
by 1e-4 or so.
"""

import math

import numpy as np
import numpy.typing as npt

from worker.select.inputs import UnusableRows

Float32 = npt.NDArray[np.float32]
Int64 = npt.NDArray[np.int64]

_LONGEST = 4095
_BLOCK = 4096
_NOWHERE = 1e-9  # a row as near to the centre as this has no direction, and becomes 0


class Lattice:
    """The directions of an (N, D) embedding, a block of rows at a time, as they are seen from `centre`, (D,) float64.

    `scale` is the length of every vector.
    """

    def __init__(self, embeddings: Float32, centre: npt.NDArray[np.float64] | None = None) -> None:
        self.embeddings, self.centre = embeddings, centre
        # Rounding moves a vector by at most half a unit in each coordinate.
        self.scale = float(_LONGEST - math.ceil(math.sqrt(embeddings.shape[1]) / 2))
        if self.scale < _LONGEST / 2:
            raise ValueError(f"{embeddings.shape[1]} dimensions are too many")

    @property
    def one(self) -> float:
        """The inner product that stands for 1, that of equal directions, but for rounding."""
        return self.scale**2

    def __getitem__(self, rows: Int64, /) -> Float32:
        """(B, D) float32 with integer values.

        Raises UnusableRows for a row that is zero or not finite: it has no direction.
        """
        found = np.empty((rows.size, self.embeddings.shape[1]), dtype=np.float32)
        for start in range(0, rows.size, _BLOCK):
            part = rows[start : start + _BLOCK]
            vectors = self.embeddings[part].astype(np.float64)
            with np.errstate(invalid="ignore", over="ignore"):
                lengths = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
            broken = part[~(np.isfinite(lengths) & (lengths > 0))]
            if broken.size:
                raise UnusableRows(
                    f"{broken.size} samples have an embedding that is zero or not finite", broken,
                    advice="Embed them again or delete them.",
                )  # fmt: skip
            if self.centre is not None:
                vectors -= self.centre
                lengths = np.maximum(np.sqrt(np.einsum("ij,ij->i", vectors, vectors)), _NOWHERE)
            vectors *= (self.scale / lengths)[:, None]
            np.rint(vectors, out=vectors)
            found[start : start + _BLOCK] = vectors
        return found

    def squared(self, vectors: Float32, others: Float32) -> npt.NDArray[np.float64]:
        """(B, P) squared distances, those of the unit vectors that stand behind (B, D) and (P, D) lattice vectors."""
        found = (vectors @ others.T).astype(np.float64)
        found *= -2.0
        found += squared_lengths(vectors)[:, None]
        found += squared_lengths(others)
        found *= 1.0 / self.one
        return found


def mean(embeddings: Float32, rows: Int64) -> npt.NDArray[np.float64]:
    """(D,) of some rows, rounded so that the order of summation does not matter."""
    total = np.zeros(embeddings.shape[1])
    for start in range(0, rows.size, _BLOCK):
        total += embeddings[rows[start : start + _BLOCK]].sum(axis=0, dtype=np.float64)
    found: npt.NDArray[np.float64] = np.rint(total / max(1, rows.size) * 2.0**24) / 2.0**24
    return found


def squared_lengths(vectors: Float32) -> npt.NDArray[np.float64]:
    """(B,) whole numbers."""
    found: npt.NDArray[np.float64] = np.einsum("ij,ij->i", vectors, vectors).astype(np.float64)
    return found
