"""Maps: an embedding in two dimensions."""

from worker.project.pca import pca
from worker.project.projection import neighbors_kept, project

__all__ = ["neighbors_kept", "pca", "project"]
