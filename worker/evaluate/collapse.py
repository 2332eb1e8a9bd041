"""Label-free checks: has the embedding collapsed, and how many dimensions does it use?"""

import numpy as np
import numpy.typing as npt

COLLAPSED_BELOW = 0.02
"""`embedding_std` under which every image has practically the same embedding."""


def embedding_std(features: npt.NDArray[np.float32]) -> float:
    """Mean over dimensions of the standard deviation of (N, D) unit vectors, times sqrt(D).

    0 means that all images got the same vector (collapse, Chen & He 2021, section 4.1), 1 that the vectors
    are spread isotropically over the sphere. Features behind a ReLU are not centred and stay clearly below 1
    even when healthy.
    """
    return float(features.std(axis=0, dtype=np.float64).mean() * np.sqrt(features.shape[1]))


def rank_me(features: npt.NDArray[np.float32], *, epsilon: float = 1e-7) -> float:
    """Effective rank of (N, D) features, between 1 and min(N, D): RankMe, Garrido et al. 2023, equation 1.

    The exponential of the entropy of the normalised singular values. Only compare values of runs of the same
    method. The singular values are the roots of the eigenvalues of the smaller Gram matrix, in float64: for N
    much larger than D that is far cheaper than an SVD, and its rounding error is below `epsilon`.
    """
    tall = features if features.shape[0] >= features.shape[1] else features.T
    matrix = tall.astype(np.float64)
    singular = np.sqrt(np.clip(np.linalg.eigvalsh(matrix.T @ matrix), 0, None))
    total = singular.sum()
    if total == 0:
        return 1.0
    share = singular / total + epsilon
    return float(np.exp(-(share * np.log(share)).sum()))
