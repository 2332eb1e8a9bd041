"""One number for each sample: from predictions, from the neighbours in an embedding, or the user's own."""

from worker.score.column import Summary, summarise, write
from worker.score.neighborhood import UNLABELLED, label_shares, mean_distance, outlier, typicality, uniqueness
from worker.score.objects import (
    aggregate,
    frequency,
    keypoint_confidence,
    object_frequency,
    objectness_least_confidence,
)
from worker.score.predictions import PredictionScorer
from worker.score.uncertainty import entropy, least_confidence, margin

__all__ = [
    "UNLABELLED",
    "PredictionScorer",
    "Summary",
    "aggregate",
    "entropy",
    "frequency",
    "keypoint_confidence",
    "label_shares",
    "least_confidence",
    "margin",
    "mean_distance",
    "object_frequency",
    "objectness_least_confidence",
    "outlier",
    "summarise",
    "typicality",
    "uniqueness",
    "write",
]
