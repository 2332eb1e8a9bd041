"""How the backbone is doing while it trains: nearest neighbours and the collapse check."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from worker.device import Device
from worker.embed import embed
from worker.evaluate import embedding_std, knn_accuracy
from worker.evaluate.collapse import COLLAPSED_BELOW
from worker.images.cache import PixelCache
from worker.pretrain.backbones import FeatureExtractor
from worker.reporting import Reporter

_MAX_SAMPLES = 4096


class Monitor:
    """Measures a backbone on the same sample of images each time."""

    def __init__(
        self,
        cache: PixelCache,
        rows: npt.NDArray[np.int64],
        labels: Sequence[str | None] | None,
        *,
        image_size: int,
        batch_size: int,
        seed: int,
        device: Device,
        reporter: Reporter,
    ) -> None:
        labelled = _labelled(rows, labels)
        self._with_labels = len(labelled) > 0
        pool = labelled if self._with_labels else rows
        size = min(len(pool), _MAX_SAMPLES)
        self._rows = np.sort(np.random.default_rng(seed).choice(pool, size=size, replace=False))
        self._labels = [labels[row] for row in self._rows] if labels is not None and self._with_labels else []
        self._cache = cache
        self._image_size = image_size
        self._batch_size = batch_size
        self._device = device
        self._reporter = reporter

    def measure(self, backbone: FeatureExtractor) -> dict[str, float]:
        """`embedding_std` and, with two labels or more, `knn_accuracy`; warns of a collapsed embedding."""
        embedded = embed(
            backbone,
            self._cache,
            image_size=self._image_size,
            batch_size=self._batch_size,
            device=self._device,
            reporter=self._reporter,
            rows=self._rows,
            mean=backbone.mean,
            std=backbone.std,
            stage="evaluate",
        )
        values = {"embedding_std": embedding_std(embedded.features)}
        if self._with_labels:
            values["knn_accuracy"] = knn_accuracy(embedded.features, self._labels)
        if values["embedding_std"] < COLLAPSED_BELOW:
            self._reporter.log(
                "The embedding has collapsed: all images get nearly the same vector "
                f"(embedding_std {values['embedding_std']:.4f}). Lower optimizer.lr, "
                "raise batch_size or soften the transform."
            )
        return values


def _labelled(rows: npt.NDArray[np.int64], labels: Sequence[str | None] | None) -> npt.NDArray[np.int64]:
    """Those of `rows` that have a label, or none of them when fewer than two different labels occur."""
    if labels is None:
        return rows[:0]
    kept = [row for row in rows if labels[row] is not None]
    return np.array(kept if len({labels[row] for row in kept}) > 1 else [], dtype=np.int64)
