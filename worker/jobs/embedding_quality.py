"""Numbers that tell a good embedding from a bad one."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from store.samples import Row
from worker.evaluate import embedding_std, knn_accuracy, rank_me

_EVALUATED = 10_000


def evaluate(matrix: npt.NDArray[np.floating], rows: Sequence[Row]) -> dict[str, float]:
    """Collapse measures always, kNN accuracy where `rows` have labels. Rows without a vector are left out."""
    chosen = rows
    if len(rows) > _EVALUATED:
        keep = np.random.default_rng(0).choice(len(rows), _EVALUATED, replace=False)
        chosen = [rows[index] for index in np.sort(keep)]
    features = np.asarray(matrix[[row.position for row in chosen]], dtype=np.float32)
    has_vector = np.flatnonzero(features.any(axis=1))
    features, chosen = features[has_vector], [chosen[index] for index in has_vector.tolist()]
    features = features / np.linalg.norm(features, axis=1, keepdims=True)
    metrics = {"embedding_std": embedding_std(features), "rank_me": rank_me(features)}
    labelled = [index for index, row in enumerate(chosen) if row.label is not None]
    labels = [chosen[index].label for index in labelled]
    if len(set(labels)) > 1:
        metrics["knn_accuracy"] = knn_accuracy(features[labelled], labels)
    return metrics
