"""Two views of every image as lightly documents it: its dataset, its transform, a DataLoader with workers."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from lightly.data import LightlyDataset
from lightly.transforms.simclr_transform import SimCLRTransform
from torch import Tensor
from torch.utils.data import DataLoader


class LightlyViews:
    """Batches of two SimCLR views of the image files below `folder`. The workers live until this object does not."""

    def __init__(
        self, folder: Path, *, image_size: int, color_strength: float, blur: float, batch_size: int, workers: int
    ) -> None:
        transform = SimCLRTransform(input_size=image_size, cj_strength=color_strength, gaussian_blur=blur)
        self._loader = DataLoader(
            LightlyDataset(str(folder), transform=transform),
            batch_size=batch_size,
            shuffle=True,
            drop_last=True,
            num_workers=workers,
            persistent_workers=True,
        )

    def epoch(self) -> Iterator[Sequence[Tensor]]:
        """All images once; a batch is two views, (B, 3, image_size, image_size) each."""
        for views, _, _ in self._loader:
            yield views
