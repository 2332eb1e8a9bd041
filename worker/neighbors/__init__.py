"""Nearest neighbours: one graph for each embedding, shared by scores, selection, maps and look-ups."""

from worker.neighbors.graph import MISSING, Facts, Graph, K, build_graph, open_graph, vector_rows
from worker.neighbors.search import Nearest, nearest

__all__ = ["MISSING", "Facts", "Graph", "K", "Nearest", "build_graph", "nearest", "open_graph", "vector_rows"]
