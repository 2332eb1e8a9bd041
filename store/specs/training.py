"""Parameters of the training loop that belong to no method."""

from typing import Literal

from pydantic import Field

from store.specs.base import ImageSize, Spec


class EarlyStop(Spec):
    """Ends training when a metric has stopped to improve."""

    metric: Literal["loss", "knn_accuracy", "linear_accuracy", "rank_me"] = Field(
        default="knn_accuracy", description="loss is measured every epoch, the others every `evaluate_every` epochs"
    )
    patience: int = Field(default=5, ge=1, le=10_000, description="measurements without improvement")
    min_delta: float = Field(default=0.0, ge=0, le=1000, description="what counts as an improvement")


class Progressive(Spec):
    """Smaller views in the first epochs: they cost less, and what they teach carries over (Tan & Le 2021)."""

    start_size: ImageSize = Field(description="side of the views in the first epoch, pixels")
    share: float = Field(default=0.5, gt=0, le=1, description="share of the epochs over which views grow to full size")
    step: int = Field(default=8, ge=1, le=256, description="sizes are multiples of it")

    def size(self, epoch: int, *, epochs: int, image_size: int) -> int:
        """The side of views in `epoch`, counted from 0, of `epochs`."""
        done = min(epoch / max(self.share * epochs, 1), 1.0)
        wanted = self.start_size + done * (image_size - self.start_size)
        return min(image_size, max(self.start_size, int(wanted) // self.step * self.step))
