"""How good is an embedding? With labels: neighbours and a linear probe. Without: collapse and effective rank."""

from worker.evaluate.collapse import embedding_std, rank_me
from worker.evaluate.knn import knn_accuracy, knn_test_accuracy
from worker.evaluate.linear import linear_accuracy, split_rows
from worker.evaluate.verdict import Verdict, judge, without_labels

__all__ = [
    "Verdict",
    "embedding_std",
    "judge",
    "knn_accuracy",
    "knn_test_accuracy",
    "linear_accuracy",
    "rank_me",
    "split_rows",
    "without_labels",
]
