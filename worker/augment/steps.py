"""The ops of a custom pipeline on a batch whose crop is made: each draws for all samples and changes the drawn ones.

Planes are (n, x, 3, y) float32 in 0..255 here, so that every op finds and leaves pixels, whatever comes before or
after it.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from store.specs import view_ops as ops
from store.specs.transforms import ViewTransform
from worker.augment.blur import REFERENCE_SIZE, blur_weights
from worker.augment.color import Colors, Normalization, color_map, draw_colors, recolor, solarize
from worker.augment.cutout import draw_holes, erase
from worker.augment.jigsaw import draw_orders, shuffle_tiles
from worker.augment.noise import add_noise, draw_noise
from worker.augment.rotation import draw_angles, rotate

# Leaves pixels in 0..255 as they are.
PIXELS = Normalization(torch.zeros(3), torch.full((3,), 1 / 255))


@dataclass(frozen=True, slots=True)
class Frame:
    """What a step knows about the views it works on."""

    side: int
    fill: Tensor
    """(3,) float32, the mean colour in 0..255."""


class Step(ABC):
    """One op of a pipeline."""

    def __init__(self, op: Any, frame: Frame) -> None:
        self.op, self.frame = op, frame

    def draw(self, batch: int, generator: torch.Generator) -> tuple[Tensor, ...]:
        """Parameters for every sample, (B, ...) each."""
        del batch, generator
        return ()

    @abstractmethod
    def apply(self, planes: Tensor, *parameters: Tensor) -> Tensor:
        """The changed planes of the drawn samples."""


class _Mirror(Step):
    op: ops.HorizontalFlip | ops.VerticalFlip

    def apply(self, planes: Tensor, *parameters: Tensor) -> Tensor:
        del parameters
        return planes.flip(1 if isinstance(self.op, ops.HorizontalFlip) else 3)


class _QuarterTurn(Step):
    def draw(self, batch: int, generator: torch.Generator) -> tuple[Tensor, ...]:
        return (draw_quarters(batch, generator),)

    def apply(self, planes: Tensor, *parameters: Tensor) -> Tensor:
        (quarters,) = parameters
        transposed = torch.where((quarters % 2 == 1)[:, None, None, None], planes.transpose(1, 3), planes)
        # A quarter turn to the left is a transposition and then a vertical mirror, one to the right a horizontal one.
        upside_down = torch.where((quarters <= 2)[:, None, None, None], transposed.flip(3), transposed)
        return torch.where((quarters >= 2)[:, None, None, None], upside_down.flip(1), upside_down)


class _Rotation(Step):
    op: ops.Rotation

    def draw(self, batch: int, generator: torch.Generator) -> tuple[Tensor, ...]:
        return (draw_angles(self.op.degrees, batch, generator),)

    def apply(self, planes: Tensor, *parameters: Tensor) -> Tensor:
        return rotate(planes, *parameters)


class _ColorJitter(Step):
    op: ops.ColorJitter

    def draw(self, batch: int, generator: torch.Generator) -> tuple[Tensor, ...]:
        op = self.op
        always = ViewTransform(
            color_jitter=1.0,
            grayscale=0.0,
            brightness=op.brightness,
            contrast=op.contrast,
            saturation=op.saturation,
            hue=op.hue,
        )
        return draw_colors(always, batch, generator)

    def apply(self, planes: Tensor, *parameters: Tensor) -> Tensor:
        return _recolored(planes, Colors(*parameters))


class _Grayscale(Step):
    def apply(self, planes: Tensor, *parameters: Tensor) -> Tensor:
        del parameters
        one, zero = torch.ones(len(planes), device=planes.device), torch.zeros(len(planes), device=planes.device)
        return _recolored(planes, Colors(one, one, zero, zero))


class _GaussianBlur(Step):
    op: ops.GaussianBlur

    def draw(self, batch: int, generator: torch.Generator) -> tuple[Tensor, ...]:
        uniform = torch.rand(batch, generator=generator, device=generator.device)
        sigmas = uniform * (self.op.sigma_max - self.op.sigma_min) + self.op.sigma_min
        return (sigmas * (self.frame.side / REFERENCE_SIZE),)

    def apply(self, planes: Tensor, *parameters: Tensor) -> Tensor:
        count, side = planes.shape[:2]
        identity = torch.eye(side, device=planes.device).expand(count, 1, side, side)
        band = blur_weights(identity, *parameters)
        lines = torch.matmul(band[:, 0], planes.reshape(count, side, -1)).view_as(planes)
        return torch.matmul(lines, band.transpose(2, 3))


class _Solarize(Step):
    op: ops.Solarize

    def apply(self, planes: Tensor, *parameters: Tensor) -> Tensor:
        del parameters
        return solarize(planes, PIXELS.to(planes.device), threshold=self.op.threshold)


class _GaussianNoise(Step):
    op: ops.GaussianNoise

    def draw(self, batch: int, generator: torch.Generator) -> tuple[Tensor, ...]:
        return draw_noise(self.op.sigma_min, self.op.sigma_max, batch, generator)

    def apply(self, planes: Tensor, *parameters: Tensor) -> Tensor:
        sigmas, seeds = parameters
        return add_noise(planes, sigmas, seeds, PIXELS.to(planes.device))


class _Cutout(Step):
    op: ops.Cutout

    def draw(self, batch: int, generator: torch.Generator) -> tuple[Tensor, ...]:
        return (draw_holes(self.op.scale_min, self.op.scale_max, self.frame.side, batch, generator),)

    def apply(self, planes: Tensor, *parameters: Tensor) -> Tensor:
        (holes,) = parameters
        return erase(planes, holes, self.frame.fill.to(planes.device))


class _Jigsaw(Step):
    op: ops.Jigsaw

    def draw(self, batch: int, generator: torch.Generator) -> tuple[Tensor, ...]:
        return (draw_orders(self.op.grid, batch, generator),)

    def apply(self, planes: Tensor, *parameters: Tensor) -> Tensor:
        (orders,) = parameters
        return shuffle_tiles(planes, orders, self.op.grid)


_STEPS: dict[type, Callable[[Any, Frame], Step]] = {
    ops.HorizontalFlip: _Mirror,
    ops.VerticalFlip: _Mirror,
    ops.QuarterTurn: _QuarterTurn,
    ops.Rotation: _Rotation,
    ops.ColorJitter: _ColorJitter,
    ops.Grayscale: _Grayscale,
    ops.GaussianBlur: _GaussianBlur,
    ops.Solarize: _Solarize,
    ops.GaussianNoise: _GaussianNoise,
    ops.Cutout: _Cutout,
    ops.Jigsaw: _Jigsaw,
}


def step_of(op: Any, frame: Frame) -> Step:
    """The step that does `op`."""
    return _STEPS[type(op)](op, frame)


def draw_quarters(batch: int, generator: torch.Generator) -> Tensor:
    """Quarter turns to the left, 1, 2 or 3, (B,) int64."""
    return torch.randint(1, 4, (batch,), generator=generator, device=generator.device)


def _recolored(planes: Tensor, colors: Colors) -> Tensor:
    pixels = PIXELS.to(planes.device)
    return recolor(planes.contiguous(), color_map(colors, pixels), pixels)
