"""Scores of prediction tasks: boxes, masks, keypoints and classes, against literal formulas."""

from typing import Any

import numpy as np
import pytest

from store.specs.annotations import TaskType
from store.specs.scores import Aggregate, PredictionScores
from tests.worker.score.test_uncertainty import slow
from worker.annotations import rle
from worker.score import PredictionScorer, object_frequency

A, B, C = [0.7, 0.2, 0.1], [0.4, 0.35, 0.25], [0.98, 0.01, 0.01]


def box(p: list[float] | None = None, category: int = 0, **more: Any) -> dict[str, Any]:
    score = max(p) if p else 0.6
    return {"category_id": category, "bbox": [0, 0, 1, 1], "score": score} | ({"probabilities": p} if p else {}) | more


def scores(type_: TaskType, chunk: list[list[dict[str, Any]]], n: int | None = None, **options: Any) -> dict[str, Any]:
    """By name; the sample at each position has the objects of its entry."""
    scorer = PredictionScorer(type_, PredictionScores(task="t", **options), n or len(chunk))
    # In two chunks: what is mapped over the whole dataset must not be mapped in each.
    half = len(chunk) // 2
    for start, stop in ((0, half), (half, len(chunk))):
        if start < stop:
            scorer.add(np.arange(start, stop), chunk[start:stop])
    return scorer.columns()


def test_boxes_by_every_aggregate() -> None:
    chunk = [[box(A), box(B)], [], [box(C)]]
    found = scores(TaskType.OBJECT_DETECTION, chunk, aggregates=list(Aggregate))
    each = [[slow(one["probabilities"]) for one in image] for image in chunk]
    for index, name in enumerate(("least_confidence", "margin", "entropy")):
        numbers = [[one[index] for one in image] for image in each]
        assert found[f"{name}_max"] == pytest.approx([max(image, default=0) for image in numbers])
        assert found[f"{name}_sum"] == pytest.approx([sum(image) for image in numbers])
        assert found[f"{name}_mean"] == pytest.approx([sum(image) / max(1, len(image)) for image in numbers])
    assert found["objectness_least_confidence"] == pytest.approx([1 - (0.7 + 0.4) / 2, 0, 1 - 0.98])
    assert all(column.dtype == np.float32 for column in found.values())


def test_a_box_with_a_score_alone_is_yes_or_no() -> None:
    found = scores(TaskType.INSTANCE_SEGMENTATION, [[box()], [box([1.0])]])
    assert found["margin_max"] == pytest.approx([slow([0.6, 0.4])[1], slow([1.0, 0.0])[1]])
    assert found["entropy_max"] == pytest.approx([slow([0.6, 0.4])[2], 0])


def test_object_frequency_counts_repeated_categories_less() -> None:
    chunk = [[box(category=0), box(category=0), box(category=1)], [], [box(category=1)]]
    found = scores(TaskType.OBJECT_DETECTION, chunk, n=4)["object_frequency"]
    # 2.25, 0 and 1 objects between 0.9 and 1; the sample that the task says nothing about has no number.
    assert found[:3] == pytest.approx([1.0, 0.9, 0.9 + 0.1 / 2.25])
    assert np.isnan(found[3])
    own = scores(TaskType.OBJECT_DETECTION, chunk, frequency_penalty=1.0, min_score=0.0)["object_frequency"]
    assert own == pytest.approx([1.0, 0.0, 1 / 3])
    assert object_frequency(np.array([2.0, 2.0, np.nan])) == pytest.approx([1, 1, np.nan], nan_ok=True)


def test_classes_of_images() -> None:
    first, second = {"category_id": 0, "score": 0.7, "probabilities": A}, {"category_id": 1, "probabilities": B}
    chunk: list[list[dict[str, Any]]] = [[first], [], [{"category_id": 0, "score": 0.9}], [first, second]]
    found = scores(TaskType.CLASSIFICATION, chunk)
    assert set(found) == {"least_confidence", "margin", "entropy"}
    expected = [slow(A)[1], np.nan, slow([0.9, 0.1])[1], slow(B)[1]]
    assert found["margin"] == pytest.approx(expected, nan_ok=True)


def test_pixels_of_masks_weigh_by_area() -> None:
    def mask(pixels: int, **more: Any) -> dict[str, Any]:
        return {"category_id": 0, "rle": {"size": [10, 10], "counts": rle.pack([5, pixels, 95 - pixels])}, **more}

    chunk = [[mask(30, probabilities=A), mask(10, probabilities=C)], [mask(20)], []]
    found = scores(TaskType.SEMANTIC_SEGMENTATION, chunk)["least_confidence"]
    expected = (30 * slow(A)[0] + 10 * slow(C)[0]) / 40
    assert found == pytest.approx([expected, np.nan, np.nan], nan_ok=True)


def test_keypoints_by_their_confidence_or_the_score_of_the_object() -> None:
    sure = {"category_id": 0, "score": 0.5, "keypoints": [1, 2, 0.9, 3, 4, 0.7]}
    coco = {"category_id": 0, "score": 0.6, "keypoints": [1, 2, 2, 3, 4, 0]}
    found = scores(TaskType.KEYPOINT_DETECTION, [[sure], [coco, sure], []])
    assert found["keypoint_least_confidence"] == pytest.approx([1 - 0.8, 1 - (0.6 + 0.8) / 2, 0])
    assert found["objectness_least_confidence"] == pytest.approx([0.5, 1 - 0.55, 0])
