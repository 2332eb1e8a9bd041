"""The random view of a batch in an order of the caller's own, as a ViewPipeline lists it."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import torch
from torch import Tensor

from store.specs import view_ops as ops
from store.specs.transforms import ViewTransform
from store.specs.view_ops import ViewPipeline
from worker.augment.blur import blur_weights
from worker.augment.chosen import change, indices
from worker.augment.color import Normalization
from worker.augment.crop import Crops, centered_squares, draw_crops
from worker.augment.resample import empty_views, filter_weights, resample, write_views
from worker.augment.spread import over_chunks
from worker.augment.steps import Frame, draw_quarters, step_of


class StepDraw(NamedTuple):
    """Which samples an op was drawn for, (B,) bool, and what it does to each, (B, ...)."""

    chosen: Tensor
    parameters: tuple[Tensor, ...]


class PipelineDraw(NamedTuple):
    """Everything random about the views of a batch. `blur` is there when it is folded into the crop."""

    crops: Crops
    blur: StepDraw | None
    steps: tuple[StepDraw, ...]

    def of(self, part: slice) -> "PipelineDraw":
        """The draw of some of the samples."""

        def cut(draw: StepDraw) -> StepDraw:
            return StepDraw(draw.chosen[part], tuple(field[part] for field in draw.parameters))

        blur = None if self.blur is None else cut(self.blur)
        return PipelineDraw(Crops(*(field[part] for field in self.crops)), blur, tuple(map(cut, self.steps)))


class PipelineAugment:
    """Draws one random view of every image of a batch, as `pipeline` lists it. See BatchAugment for what they share.

    Flips and quarter turns right after the crop, and a blur right after those, become part of the crop's weights and
    cost next to nothing; every other op is a pass over the samples it was drawn for.
    """

    def __init__(self, pipeline: ViewPipeline, *, image_size: int, mean: Sequence[float], std: Sequence[float]) -> None:
        self.pipeline = pipeline
        self.image_size = image_size
        self._normalization = Normalization.of(mean, std)
        frame = Frame(image_size, 255 * self._normalization.mean)
        rest: list[Any] = list(pipeline.ops)
        self._crop: ops.Crop = rest.pop(0) if isinstance(rest[0], ops.Crop) else ops.CenterCrop()
        self._poses: list[Any] = []
        while rest and isinstance(rest[0], ops.HorizontalFlip | ops.VerticalFlip | ops.QuarterTurn):
            self._poses.append(rest.pop(0))
        folded = bool(rest) and isinstance(rest[0], ops.GaussianBlur)
        self._blur = step_of(rest.pop(0), frame) if folded else None
        self._steps = [step_of(op, frame) for op in rest]

    def __call__(self, pixels: Tensor, aspect: Tensor, generator: torch.Generator) -> Tensor:
        """Make one view of each image. Shapes as in BatchAugment."""
        return self.apply(pixels, self.draw(aspect, generator))

    def draw(self, aspect: Tensor, generator: torch.Generator) -> PipelineDraw:
        """Draw the parameters of one view per image, on the device of the generator."""
        batch, device = len(aspect), generator.device
        crops = _posed(self._draw_boxes(aspect.to(device), generator), self._poses, generator)

        def drawn(probability: float, parameters: tuple[Tensor, ...]) -> StepDraw:
            return StepDraw(torch.rand(batch, generator=generator, device=device) < probability, parameters)

        blur = self._blur
        folded = None if blur is None else drawn(blur.op.probability, blur.draw(batch, generator))
        steps = tuple(drawn(step.op.probability, step.draw(batch, generator)) for step in self._steps)
        return PipelineDraw(crops, folded, steps)

    def apply(self, pixels: Tensor, draw: PipelineDraw) -> Tensor:
        """Make the views that `draw` describes. Shapes as in BatchAugment."""
        views = empty_views(pixels, self.image_size)
        over_chunks(pixels, lambda part: self._write(views[part], pixels[part], draw.of(part)))
        return views

    def _write(self, views: Tensor, pixels: Tensor, draw: PipelineDraw) -> None:
        device, source_side = pixels.device, pixels.shape[1]
        start, stop = ((end * source_side).to(device, non_blocking=True) for end in (draw.crops.start, draw.crops.stop))
        weights = filter_weights(start, stop, source_side=source_side, side=self.image_size)
        if draw.blur is not None:
            change(weights, draw.blur.chosen, blur_weights, *draw.blur.parameters)
        planes = resample(pixels, weights[:, 0], weights[:, 1])
        if self._poses:
            turned = indices(draw.crops.transposed, device)
            planes[turned] = planes[turned].transpose(1, 3)
        for step, its in zip(self._steps, draw.steps, strict=True):
            change(planes, its.chosen, step.apply, *its.parameters)
        mean, std = (255 * field[:, None] for field in self._normalization.to(device))
        write_views(planes.sub_(mean).div_(std), views)

    def _draw_boxes(self, aspect: Tensor, generator: torch.Generator) -> Crops:
        crop = self._crop
        if isinstance(crop, ops.CenterCrop):
            return centered_squares(aspect, share=1 / crop.resize_ratio)
        upright = ViewTransform(
            crop_scale_min=crop.scale_min,
            crop_scale_max=crop.scale_max,
            crop_ratio_min=crop.ratio_min,
            crop_ratio_max=crop.ratio_max,
            horizontal_flip=0.0,
        )
        return draw_crops(upright, aspect, generator)


def _posed(crops: Crops, poses: list[Any], generator: torch.Generator) -> Crops:
    """The crops with flips and quarter turns done one after the other."""
    mirrored = torch.zeros_like(crops.start, dtype=torch.bool)
    transposed = crops.transposed.clone()

    def mirror(axis: int, chosen: Tensor) -> None:
        # Mirrors act before the transposition: on a transposed view it is the other axis that has to be mirrored.
        mirrored[:, axis] ^= chosen & ~transposed
        mirrored[:, 1 - axis] ^= chosen & transposed

    for op in poses:
        batch, device = len(crops.start), generator.device
        chosen = torch.rand(batch, generator=generator, device=device) < op.probability
        if isinstance(op, ops.QuarterTurn):
            quarters = draw_quarters(batch, generator)
            for done in range(3):
                left = chosen & (quarters > done)
                # A quarter turn to the left is a horizontal mirror and then a transposition.
                mirror(1, left)
                transposed ^= left
        else:
            mirror(1 if isinstance(op, ops.HorizontalFlip) else 0, chosen)
    start, stop = torch.where(mirrored, crops.stop, crops.start), torch.where(mirrored, crops.start, crops.stop)
    return Crops(start, stop, transposed)
