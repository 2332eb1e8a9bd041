"""Near-duplicates: images whose perceptual hashes differ in few bits.

groups = near_duplicates(hashes, max_distance=4)
"""

from worker.deduplicate.groups import near_duplicates
from worker.deduplicate.hamming import neighbor_pairs

__all__ = ["near_duplicates", "neighbor_pairs"]
