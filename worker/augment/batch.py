"""The random view of a batch: every sample with its own crop, flips, turn, blur, colours and solarization."""

from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch import Tensor

from store.specs.transforms import ViewTransform
from worker.augment.blur import blur_weights, draw_sigmas
from worker.augment.color import ColorMap, Normalization, color_map, draw_colors, recolor, solarize
from worker.augment.crop import Crops, draw_crops
from worker.augment.resample import chunks, empty_views, filter_weights, resample, write_views

IMAGENET_MEAN = (0.485, 0.456, 0.406)
IMAGENET_STD = (0.229, 0.224, 0.225)


class Draw(NamedTuple):
    """Everything random about the views of a batch.

    sigmas: (B,) float32, blur in pixels of the view, 0 for none. solarized: (B,) bool.
    """

    crops: Crops
    colors: ColorMap
    sigmas: Tensor
    solarized: Tensor

    def of(self, part: slice) -> "Draw":
        """The draw of some of the samples."""
        crops = Crops(*(field[part] for field in self.crops))
        colors = ColorMap(*(field[part] for field in self.colors))
        return Draw(crops, colors, self.sigmas[part], self.solarized[part])


class BatchAugment:
    """Draws one random view of every image of a batch, as `transform` describes it.

    Every sample has its own parameters and all random numbers come from the caller's generator: the same generator
    state gives the same bits. A generator on the CPU is best even when the pixels are on a GPU; it draws the same
    numbers for both, and nothing has to wait for the device. Chances are drawn whether or not they are used, so
    changing one probability leaves the other parameters of the views as they were.

    The order is crop, flips and turn, blur, colours, solarization. Colours and blur are linear, so blurring first only
    differs from blurring last where colours clip. Raises ValueError for a mean or std that cannot be.
    """

    def __init__(
        self,
        transform: ViewTransform,
        *,
        image_size: int,
        mean: Sequence[float] = IMAGENET_MEAN,
        std: Sequence[float] = IMAGENET_STD,
    ) -> None:
        self.transform = transform
        self.image_size = image_size
        self._normalization = Normalization.of(mean, std)

    def __call__(self, pixels: Tensor, aspect: Tensor, generator: torch.Generator) -> Tensor:
        """Make one view of each image.

        pixels: (B, S, S, 3) uint8, images squashed to squares. aspect: (B,) float32, width / height of the originals.
        Returns (B, 3, image_size, image_size) float32 in channels_last, normalised, on the device of `pixels`.
        """
        return self.apply(pixels, self.draw(aspect, generator))

    def draw(self, aspect: Tensor, generator: torch.Generator) -> Draw:
        """Draw the parameters of one view per image, on the device of the generator."""
        batch, device = len(aspect), generator.device
        crops = draw_crops(self.transform, aspect.to(device), generator)
        sigmas = draw_sigmas(self.transform, batch, self.image_size, generator)
        colors = color_map(draw_colors(self.transform, batch, generator), self._normalization.to(device))
        solarized = torch.rand(batch, generator=generator, device=device) < self.transform.solarize
        return Draw(crops, colors, sigmas, solarized)

    def apply(self, pixels: Tensor, draw: Draw) -> Tensor:
        """Make the views that `draw` describes. Shapes as in `__call__`."""
        views = empty_views(pixels, self.image_size)
        for part in chunks(pixels):
            self._write(views[part], pixels[part], draw.of(part))
        return views

    def _write(self, views: Tensor, pixels: Tensor, draw: Draw) -> None:
        device = pixels.device
        normalization = self._normalization.to(device)
        weights = self._weights(pixels.shape[1], draw, device)
        planes = resample(pixels, weights[:, 0], weights[:, 1])
        colors = ColorMap(*(field.to(device, non_blocking=True) for field in draw.colors))
        planes = recolor(planes, colors, normalization)
        # The probabilities are asked first: on a GPU, finding out that nothing was drawn would wait for the device.
        if self.transform.solarize > 0:
            chosen = _indices(draw.solarized, device)
            planes[chosen] = solarize(planes[chosen], normalization)
        if self.transform.rotate_90 > 0:
            chosen = _indices(draw.crops.transposed, device)
            planes[chosen] = planes[chosen].transpose(1, 3)
        write_views(planes, views)

    def _weights(self, source_side: int, draw: Draw, device: torch.device) -> Tensor:
        """Resampling weights (B, 2, side, source_side) of rows and columns, blur included."""
        start, stop = ((end * source_side).to(device, non_blocking=True) for end in (draw.crops.start, draw.crops.stop))
        weights = filter_weights(start, stop, source_side=source_side, side=self.image_size)
        if self.transform.gaussian_blur > 0:
            chosen = _indices(draw.sigmas > 0, draw.sigmas.device)
            sigmas = draw.sigmas[chosen].to(device, non_blocking=True)
            chosen = chosen.to(device, non_blocking=True)
            weights[chosen] = blur_weights(weights[chosen], sigmas)
        return weights


def _indices(mask: Tensor, device: torch.device) -> Tensor:
    """Where (B,) `mask` is true, (n,) int64 on `device`."""
    return mask.nonzero()[:, 0].to(device, non_blocking=True)
