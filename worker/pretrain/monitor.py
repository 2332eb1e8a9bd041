"""How the backbone is doing while it trains: spread, rank, neighbours and a linear probe."""

from collections.abc import Sequence

import numpy as np

from worker.device import Device
from worker.embed import embed
from worker.evaluate import (
    Verdict,
    embedding_std,
    judge,
    knn_accuracy,
    linear_accuracy,
    rank_me,
    split_rows,
    without_labels,
)
from worker.images.cache import PixelCache
from worker.pretrain.backbones import FeatureExtractor
from worker.pretrain.sampling import Rows
from worker.reporting import Reporter

_MAX_SAMPLES = 4096
_TEST_FRACTION = 0.25


class Monitor:
    """Measures a backbone on the same sample of images each time."""

    def __init__(
        self,
        cache: PixelCache,
        rows: Rows,
        labels: Sequence[str | None] | None,
        *,
        image_size: int,
        batch_size: int,
        seed: int,
        device: Device,
        reporter: Reporter,
    ) -> None:
        labelled = _labelled(rows, labels)
        self.has_labels = len(labelled) > 0
        pool = labelled if self.has_labels else rows
        size = min(len(pool), _MAX_SAMPLES)
        self._rows = np.sort(np.random.default_rng(seed).choice(pool, size=size, replace=False))
        self._labels = [labels[row] for row in self._rows] if labels is not None and self.has_labels else []
        self._split = split_rows(len(self._rows), test_fraction=_TEST_FRACTION, seed=seed)
        # A probe that has seen one class, or is tested on none, says nothing.
        self._probes = self.has_labels and len({self._labels[row] for row in self._split[0]}) > 1
        self._cache = cache
        self._image_size = image_size
        self._batch_size = batch_size
        self._device = device
        self._reporter = reporter

    def measure(self, backbone: FeatureExtractor) -> dict[str, float]:
        """`embedding_std`, `rank_me` and, with two labels or more, `knn_accuracy` and `linear_accuracy`."""
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
        values = {"embedding_std": embedding_std(embedded.features), "rank_me": rank_me(embedded.features)}
        if self.has_labels:
            values["knn_accuracy"] = knn_accuracy(embedded.features, self._labels)
        if self._probes:
            values["linear_accuracy"] = linear_accuracy(embedded.features, self._labels, *self._split)
        return values

    def verdict(
        self, trained: dict[str, float], initial: dict[str, float], untrained: dict[str, float] | None
    ) -> Verdict:
        """Whether training helped, out of what `measure` said; `untrained` when `initial` was a pretrained backbone."""
        if not self.has_labels:
            return without_labels(trained, initial)
        return judge(
            "knn_accuracy",
            trained=trained["knn_accuracy"],
            initial=initial["knn_accuracy"],
            untrained=None if untrained is None else untrained["knn_accuracy"],
            n_samples=len(self._rows),
        )


def _labelled(rows: Rows, labels: Sequence[str | None] | None) -> Rows:
    """Those of `rows` that have a label, or none of them when fewer than two different labels occur."""
    if labels is None:
        return rows[:0]
    kept = [row for row in rows if labels[row] is not None]
    return np.array(kept if len({labels[row] for row in kept}) > 1 else [], dtype=np.int64)
