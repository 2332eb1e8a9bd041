"""How good is an embedding? With labels: nearest neighbours. Without: collapse and effective rank."""

from worker.evaluate.collapse import embedding_std, rank_me
from worker.evaluate.knn import knn_accuracy

__all__ = ["embedding_std", "knn_accuracy", "rank_me"]
