"""From the documented form of predictions (docs/annotations.md) to scores, a chunk of samples at a time."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from store.specs.annotations import TaskType
from store.specs.scores import PredictionScores
from worker.score import objects, uncertainty
from worker.score.uncertainty import Float64

Objects = Sequence[dict[str, Any]]
Columns = dict[str, Float64]

_FREQUENCY = "object_frequency"


class PredictionScorer:
    """Gathers the scores of a task: `add` chunks, then take the `columns`."""

    def __init__(self, type_: TaskType, parameters: PredictionScores, n_samples: int) -> None:
        self._type, self._parameters, self._n = type_, parameters, n_samples
        self._columns: Columns = defaultdict(lambda: np.full(n_samples, np.nan))

    def add(self, positions: npt.NDArray[np.int64], chunk: Sequence[Objects]) -> None:
        """What the model says about the samples at `positions`, of which each is below N and comes once."""
        for name, values in self._scores(chunk).items():
            self._columns[name][positions] = values

    def columns(self) -> dict[str, npt.NDArray[np.float32]]:
        """(N,) float32 by name; NaN for samples that the task says nothing about."""
        found = {name: values.astype(np.float32) for name, values in self._columns.items()}
        if _FREQUENCY in self._columns:
            mapped = objects.object_frequency(self._columns[_FREQUENCY], min_score=self._parameters.min_score)
            found[_FREQUENCY] = mapped.astype(np.float32)
        return found

    def _scores(self, chunk: Sequence[Objects]) -> Columns:
        match self._type:
            case TaskType.CLASSIFICATION:
                return _classification(chunk)
            case TaskType.SEMANTIC_SEGMENTATION:
                return _segmentation(chunk)
        return self._detection(chunk)

    def _detection(self, chunk: Sequence[Objects]) -> Columns:
        """Of boxes, instance masks and keypoints alike: what is asked is how sure the model is of each object."""
        n, image, flat = len(chunk), _image_of(chunk), [one for sample in chunk for one in sample]
        score = np.array([one.get("score", np.nan) for one in flat], dtype=np.float64)
        category = np.array([one["category_id"] for one in flat], dtype=np.int64)
        found = {
            "objectness_least_confidence": objects.objectness_least_confidence(score, image, n),
            _FREQUENCY: objects.frequency(category, image, n, penalty=self._parameters.frequency_penalty),
        }
        for name, values in _uncertainties(flat).items():
            for how in self._parameters.aggregates:
                found[f"{name}_{how}"] = objects.aggregate(values, image, n, how)
        if self._type == TaskType.KEYPOINT_DETECTION:
            confidence = objects.keypoint_confidence([one["keypoints"] for one in flat], score)
            found["keypoint_least_confidence"] = objects.objectness_least_confidence(confidence, image, n)
        return found


def _classification(chunk: Sequence[Objects]) -> Columns:
    """Of several answers for one image (multi-label) the most unsure one counts; without any answer it is NaN."""
    return _unsure(chunk, lambda values, image: objects.aggregate(values, image, len(chunk), "max"))


def _segmentation(chunk: Sequence[Objects]) -> Columns:
    """The mean over the pixels of all masks. A model that gives its masks no score says nothing: NaN."""
    pixels = np.array([_area(one["rle"]["counts"]) for sample in chunk for one in sample], dtype=np.float64)

    def mean(values: Float64, image: npt.NDArray[np.int64]) -> Float64:
        total = np.bincount(image, weights=values * pixels, minlength=len(chunk))
        areas = np.bincount(image, weights=pixels, minlength=len(chunk))
        found: Float64 = np.divide(total, areas, out=np.full(len(chunk), np.nan), where=areas > 0)
        return found

    return _unsure(chunk, mean)


def _unsure(chunk: Sequence[Objects], combined: Callable[[Float64, npt.NDArray[np.int64]], Float64]) -> Columns:
    """The three uncertainties of every object, combined to one of each image."""
    image, flat = _image_of(chunk), [one for sample in chunk for one in sample]
    empty = np.bincount(image, minlength=len(chunk)) == 0
    return {name: np.where(empty, np.nan, combined(values, image)) for name, values in _uncertainties(flat).items()}


def _image_of(chunk: Sequence[Objects]) -> npt.NDArray[np.int64]:
    return np.repeat(np.arange(len(chunk)), [len(sample) for sample in chunk])


def _uncertainties(flat: Objects) -> Columns:
    """(M,) of each kind, from the probabilities of an object or else from its score; NaN where it has neither."""
    found = {name: np.full(len(flat), np.nan) for name in uncertainty.ALL}
    groups: dict[int, list[int]] = defaultdict(list)
    for row, one in enumerate(flat):
        # A probability among one category says nothing that the score does not say better.
        width = len(one.get("probabilities") or ())
        groups[width if width > 1 else 0].append(row)
    for width, rows in groups.items():
        if width:
            p = np.array([flat[row]["probabilities"] for row in rows])
        else:
            p = uncertainty.binary([flat[row].get("score", np.nan) for row in rows])
        for name, function in uncertainty.ALL.items():
            found[name][rows] = function(p)
    return found


def _area(packed: str) -> int:
    """Pixels of a mask as it is stored."""
    from worker.annotations import rle

    return sum(rle.unpack(packed, limit=2**31)[1::2])
