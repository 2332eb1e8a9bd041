"""The random view of a batch in the fixed order of ViewTransform: every sample with its own draw of everything."""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

import torch
from torch import Tensor

from store.specs.transforms import ViewTransform
from worker.augment.blur import blur_weights, draw_sigmas
from worker.augment.chosen import change, indices
from worker.augment.color import ColorMap, Normalization, color_map, draw_colors, recolor, solarize
from worker.augment.crop import Crops, draw_crops
from worker.augment.cutout import draw_holes, erase
from worker.augment.jigsaw import draw_orders, shuffle_tiles
from worker.augment.noise import add_noise, draw_noise
from worker.augment.resample import empty_views, filter_weights, resample, write_views
from worker.augment.rotation import draw_angles, rotate
from worker.augment.spread import over_chunks

IMAGENET_MEAN = (0.485, 0.456, 0.406)
IMAGENET_STD = (0.229, 0.224, 0.225)


class Extras(NamedTuple):
    """What the ops that most recipes leave off do to each sample.

    Masks are (B,) bool. angles: (B,) float32, degrees. sigmas, seeds: (B,), see `draw_noise`. holes: (B, 4) int64.
    orders: (B, tiles) int64, without tiles when nothing is ever shuffled.
    """

    rotated: Tensor
    angles: Tensor
    noisy: Tensor
    sigmas: Tensor
    seeds: Tensor
    hidden: Tensor
    holes: Tensor
    shuffled: Tensor
    orders: Tensor


class Draw(NamedTuple):
    """Everything random about the views of a batch.

    sigmas: (B,) float32, blur in pixels of the view, 0 for none. solarized: (B,) bool.
    """

    crops: Crops
    colors: ColorMap
    sigmas: Tensor
    solarized: Tensor
    extras: Extras

    def of(self, part: slice) -> "Draw":
        """The draw of some of the samples."""
        crops = Crops(*(field[part] for field in self.crops))
        colors = ColorMap(*(field[part] for field in self.colors))
        extras = Extras(*(field[part] for field in self.extras))
        return Draw(crops, colors, self.sigmas[part], self.solarized[part], extras)


class BatchAugment:
    """Draws one random view of every image of a batch, as `transform` describes it.

    Every sample has its own parameters and all random numbers come from the caller's generator: the same generator
    state gives the same bits. A generator on the CPU is best even when the pixels are on a GPU; it draws the same
    numbers for both, and nothing has to wait for the device. Chances are drawn whether or not they are used, so
    changing one probability leaves the other parameters of the views as they were.

    The order is crop, flips and quarter turn, blur, rotation, colours, solarization, noise, cutout, jigsaw. Colours
    and blur are linear, so blurring first only differs from blurring last where colours clip. Raises ValueError for a
    mean or std that cannot be.
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
        return Draw(crops, colors, sigmas, solarized, self._draw_extras(batch, generator))

    def apply(self, pixels: Tensor, draw: Draw) -> Tensor:
        """Make the views that `draw` describes. Shapes as in `__call__`."""
        views = empty_views(pixels, self.image_size)
        over_chunks(pixels, lambda part: self._write(views[part], pixels[part], draw.of(part)))
        return views

    def _write(self, views: Tensor, pixels: Tensor, draw: Draw) -> None:
        device = pixels.device
        normalization = self._normalization.to(device)
        weights = self._weights(pixels.shape[1], draw, device)
        planes = resample(pixels, weights[:, 0], weights[:, 1])
        # The probabilities are asked first: on a GPU, finding out that nothing was drawn would wait for the device.
        if self.transform.rotate_90 > 0:
            chosen = indices(draw.crops.transposed, device)
            planes[chosen] = planes[chosen].transpose(1, 3)
        if self.transform.rotation > 0:
            change(planes, draw.extras.rotated, rotate, draw.extras.angles)
        colors = ColorMap(*(field.to(device, non_blocking=True) for field in draw.colors))
        planes = recolor(planes, colors, normalization)
        if self.transform.solarize > 0:
            change(planes, draw.solarized, lambda some: solarize(some, normalization))
        self._write_extras(planes, draw.extras, normalization)
        write_views(planes, views)

    def _write_extras(self, planes: Tensor, extras: Extras, normalization: Normalization) -> None:
        """Noise, cutout and jigsaw, in place."""
        transform = self.transform
        if transform.gaussian_noise > 0:
            change(planes, extras.noisy, partial(add_noise, normalization=normalization), extras.sigmas, extras.seeds)
        if transform.cutout > 0:
            # 0 is the mean colour once normalised.
            change(planes, extras.hidden, partial(erase, fill=torch.zeros(3, device=planes.device)), extras.holes)
        if transform.jigsaw > 0:
            change(planes, extras.shuffled, partial(shuffle_tiles, grid=transform.jigsaw_grid), extras.orders)

    def _draw_extras(self, batch: int, generator: torch.Generator) -> Extras:
        transform = self.transform
        rotated, noisy, hidden, shuffled = torch.rand((4, batch), generator=generator, device=generator.device)
        angles = draw_angles(transform.rotation_degrees, batch, generator)
        sigmas, seeds = draw_noise(transform.noise_sigma_min, transform.noise_sigma_max, batch, generator)
        low, high = transform.cutout_scale_min, transform.cutout_scale_max
        holes = draw_holes(low, high, self.image_size, batch, generator)
        # Many numbers, and the last ones that are drawn: leaving them out changes nothing else of this view.
        orders = draw_orders(transform.jigsaw_grid if transform.jigsaw > 0 else 0, batch, generator)
        return Extras(
            rotated < transform.rotation,
            angles,
            noisy < transform.gaussian_noise,
            sigmas,
            seeds,
            hidden < transform.cutout,
            holes,
            shuffled < transform.jigsaw,
            orders,
        )

    def _weights(self, source_side: int, draw: Draw, device: torch.device) -> Tensor:
        """Resampling weights (B, 2, side, source_side) of rows and columns, blur included."""
        start, stop = ((end * source_side).to(device, non_blocking=True) for end in (draw.crops.start, draw.crops.stop))
        weights = filter_weights(start, stop, source_side=source_side, side=self.image_size)
        if self.transform.gaussian_blur > 0:
            chosen = indices(draw.sigmas > 0, draw.sigmas.device)
            sigmas = draw.sigmas[chosen].to(device, non_blocking=True)
            chosen = chosen.to(device, non_blocking=True)
            weights[chosen] = blur_weights(weights[chosen], sigmas)
        return weights
