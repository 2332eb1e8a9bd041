"""Views of images for training and for embedding, whole batches at a time, the same code on CPU and CUDA."""

from worker.augment.batch import BatchAugment
from worker.augment.center import center_crop
from worker.augment.views import MultiView, MultiViewBatch, view_maker

__all__ = ["BatchAugment", "MultiView", "MultiViewBatch", "center_crop", "view_maker"]
