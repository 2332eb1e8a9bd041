"""Principal components, in one pass over the data."""

import numpy as np
import numpy.typing as npt

_BLOCK = 65_536


def pca(matrix: npt.NDArray[np.float32], *, dimensions: int = 2) -> npt.NDArray[np.float64]:
    """(N, D) to (N, dimensions): centred, on the eigenvectors of the covariance with the largest eigenvalues.

    Sums are in double precision, and the largest entry of every eigenvector is positive: the same data give the same
    map anywhere. Directions that do not exist (D or N too small) are zeros.
    """
    n, d = matrix.shape
    total, products = np.zeros(d), np.zeros((d, d))
    for start in range(0, n, _BLOCK):
        block = matrix[start : start + _BLOCK].astype(np.float64)
        total += block.sum(axis=0)
        products += block.T @ block
    mean = total / max(n, 1)
    _, vectors = np.linalg.eigh(products / max(n, 1) - np.outer(mean, mean))
    vectors = vectors[:, ::-1][:, :dimensions]
    vectors = vectors * np.sign(vectors[np.abs(vectors).argmax(axis=0), np.arange(vectors.shape[1])])
    found = np.zeros((n, dimensions))
    for start in range(0, n, _BLOCK):
        found[start : start + _BLOCK, : vectors.shape[1]] = (matrix[start : start + _BLOCK] - mean) @ vectors
    return found
