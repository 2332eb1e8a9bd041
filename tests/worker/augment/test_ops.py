"""Every op against a slow literal reference on single images, alone and in a list of the caller's order."""

import math
from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch import Tensor
from torch.nn import functional
from torchvision.transforms.v2 import functional as tv

from store.specs import view_ops as ops
from store.specs.transforms import ViewTransform
from store.specs.view_ops import ViewPipeline
from tests.worker.augment.test_batch import NOTHING, UNIT, noise, only, seeded
from worker.augment import view_maker
from worker.augment.batch import BatchAugment
from worker.augment.cutout import draw_holes, erase
from worker.augment.jigsaw import draw_orders, shuffle_tiles
from worker.augment.noise import add_noise
from worker.augment.pipeline import PipelineAugment
from worker.augment.rotation import rotate
from worker.augment.steps import PIXELS, Frame, step_of

SIDE = 33
FRAME = Frame(SIDE, torch.tensor([10.0, 20.0, 30.0]))


def planes_of(batch: int = 6, side: int = SIDE) -> Tensor:
    """Pixels 0..255, not on the borders of their range, in the layout (B, x, 3, y)."""
    generator = torch.Generator().manual_seed(3)
    coarse = torch.rand((batch, 3, 5, 5), generator=generator) * 200 + 20
    return functional.interpolate(coarse, (side, side), mode="bicubic").clamp(5, 250).permute(0, 3, 1, 2).contiguous()


def image(planes: Tensor) -> Tensor:
    """(3, y, x) of one sample's planes (x, 3, y)."""
    return planes.permute(1, 2, 0)


def run(op: Any, planes: Tensor) -> tuple[Tensor, tuple[Tensor, ...]]:
    """What the op makes of all samples, and what it drew."""
    step = step_of(op, FRAME)
    parameters = step.draw(len(planes), seeded(4))
    return step.apply(planes.clone(), *parameters), parameters


def literal_rotation(picture: Tensor, degrees: Tensor) -> Tensor:
    wide = functional.pad(picture[None], [SIDE - 1] * 4, mode="reflect")[0]
    # torchvision's reflection does not repeat the border pixel and ours does, so only the inside is compared.
    turned = tv.rotate(wide, float(degrees), tv.InterpolationMode.BILINEAR)
    cut: Tensor = tv.center_crop(turned, [SIDE, SIDE])
    return cut


def inner_disc() -> Tensor:
    axis = torch.arange(SIDE) - (SIDE - 1) / 2
    return (axis[:, None].square() + axis.square()).sqrt() < SIDE / 2 - 2


@pytest.mark.parametrize("degrees", [10.0, 90.0, 180.0])
def test_rotation_is_torchvisions(degrees: float) -> None:
    planes = planes_of()
    turned, (angles,) = run(ops.Rotation(degrees=degrees), planes)
    assert angles.abs().max() <= degrees
    assert angles.std() > degrees / 5
    inside = inner_disc()
    for before, after, angle in zip(planes, turned, angles, strict=True):
        difference = (image(after) - literal_rotation(image(before), angle))[:, inside]
        assert difference.abs().max() < 0.5


def test_rotated_corners_are_mirror_images_and_never_black() -> None:
    flat = torch.full((1, SIDE, 3, SIDE), 77.0)
    assert torch.allclose(rotate(flat, torch.tensor([45.0])), flat)


def jitter(picture: Tensor, brightness: float, contrast: float, saturation: float) -> Tensor:
    """torchvision's operations without a clip in between."""
    picture = picture * brightness
    grey = tv.rgb_to_grayscale(picture).mean()
    picture = picture * contrast + grey * (1 - contrast)
    saturated: Tensor = picture * saturation + tv.rgb_to_grayscale(picture) * (1 - saturation)
    return saturated


def test_colours_are_torchvisions() -> None:
    planes = planes_of()
    op = ops.ColorJitter(brightness=0.3, contrast=0.4, saturation=0.5, hue=0)
    colored, (brightness, contrast, saturation, _) = run(op, planes)
    for i, before in enumerate(planes):
        factors = (float(field[i]) for field in (brightness, contrast, saturation))
        expected = jitter(image(before), *factors).clamp(0, 255)
        assert torch.allclose(image(colored[i]), expected, atol=0.05)
    assert len(set(brightness.tolist())) == len(planes)


def test_grey_is_torchvisions() -> None:
    planes = planes_of()
    grey, _ = run(ops.Grayscale(), planes)
    for before, after in zip(planes, grey, strict=True):
        assert torch.allclose(image(after), tv.rgb_to_grayscale(image(before), 3), atol=0.05)


def test_blur_is_torchvisions_away_from_the_border() -> None:
    planes = planes_of()
    blurred, (sigmas,) = run(ops.GaussianBlur(sigma_min=4, sigma_max=9), planes)
    assert sigmas.min() > 0.5
    for before, after, sigma in zip(planes, blurred, sigmas, strict=True):
        expected = tv.gaussian_blur(image(before), [31, 31], [float(sigma)] * 2)
        assert torch.allclose(image(after)[:, 8:-8, 8:-8], expected[:, 8:-8, 8:-8], atol=0.1)


@pytest.mark.parametrize("threshold", [0.25, 0.5])
def test_solarization_is_torchvisions(threshold: float) -> None:
    planes = planes_of()
    solarized, _ = run(ops.Solarize(threshold=threshold), planes)
    for before, after in zip(planes, solarized, strict=True):
        expected = tv.solarize(image(before) / 255, threshold) * 255
        assert torch.allclose(image(after), expected, atol=1e-3)


FLIPS: list[tuple[Any, Callable[[Tensor], Tensor]]] = [
    (ops.HorizontalFlip(), tv.horizontal_flip),
    (ops.VerticalFlip(), tv.vertical_flip),
]


@pytest.mark.parametrize(("op", "literal"), FLIPS, ids=["horizontal", "vertical"])
def test_flips_are_torchvisions(op: Any, literal: Callable[[Tensor], Tensor]) -> None:
    planes = planes_of()
    flipped, _ = run(op, planes)
    for before, after in zip(planes, flipped, strict=True):
        assert torch.equal(image(after), literal(image(before)))


def test_quarter_turns_are_numpys() -> None:
    planes = planes_of(30)
    turned, (quarters,) = run(ops.QuarterTurn(), planes)
    assert set(quarters.tolist()) == {1, 2, 3}
    for before, after, k in zip(planes, turned, quarters.tolist(), strict=True):
        assert torch.equal(image(after), image(before).rot90(k, (1, 2)))


def test_noise_has_the_drawn_strength_and_is_another_for_every_sample() -> None:
    planes = torch.full((4, 64, 3, 64), 128.0)
    sigmas, seeds = torch.tensor([0.0, 0.01, 0.05, 0.05]), torch.tensor([1, 2, 3, 4])
    noisy = add_noise(planes, sigmas, seeds, PIXELS) - planes
    assert noisy.mean((1, 2, 3)).abs().max() < 0.5
    assert torch.allclose(noisy.std((1, 2, 3)), 255 * sigmas, rtol=0.05)
    assert torch.corrcoef(noisy[2:].flatten(1))[0, 1].abs() < 0.05
    alone = add_noise(planes[3:], sigmas[3:], seeds[3:], PIXELS) - planes[3:]
    assert torch.equal(alone[0], noisy[3])
    bright = add_noise(torch.full((1, 8, 3, 8), 250.0), torch.tensor([0.5]), seeds[:1], PIXELS)
    assert bright.min() >= 0
    assert bright.max() <= 255


def test_holes_are_filled_and_the_rest_is_left() -> None:
    planes = planes_of()
    holed, (holes,) = run(ops.Cutout(scale_min=0.1, scale_max=0.3), planes)
    for before, after, (top, bottom, left, right) in zip(planes, holed, holes.tolist(), strict=True):
        expected = tv.erase(image(before), top, left, bottom - top, right - left, FRAME.fill[:, None, None])
        assert torch.equal(image(after), expected)
    assert not torch.equal(holed, planes)
    assert torch.equal(erase(planes, holes, FRAME.fill), holed)


def test_holes_have_the_size_and_shape_asked_for_and_lie_anywhere() -> None:
    holes = draw_holes(0.05, 0.2, 224, 5000, seeded()).float()
    top, bottom, left, right = holes.unbind(1)
    share = (bottom - top) * (right - left) / 224**2
    ratio = (right - left) / (bottom - top)
    assert share.min() > 0.045
    assert share.max() < 0.21
    assert share.mean() == pytest.approx(0.125, abs=0.005)
    assert 0.28 < ratio.min() < 0.35
    assert ratio.log().mean().abs() < 0.05
    assert top.min() == 0
    assert bottom.max() == 224
    assert right.max() == 224
    assert ((left + right).mean() / 448) == pytest.approx(0.5, abs=0.02)


@pytest.mark.parametrize("grid", [2, 4])
def test_tiles_are_moved_whole_and_the_rest_at_the_border_stays(grid: int) -> None:
    planes = planes_of()
    orders = draw_orders(grid, len(planes), seeded())
    shuffled, tile = shuffle_tiles(planes, orders, grid), SIDE // grid
    for before, after, order in zip(planes, shuffled, orders.tolist(), strict=True):
        expected = image(before).clone()
        for place, source in enumerate(order):
            (row, column), (from_row, from_column) = divmod(place, grid), divmod(source, grid)
            there = slice(row * tile, (row + 1) * tile), slice(column * tile, (column + 1) * tile)
            here = (
                slice(from_row * tile, (from_row + 1) * tile),
                slice(from_column * tile, (from_column + 1) * tile),
            )
            expected[:, there[0], there[1]] = image(before)[:, here[0], here[1]]
        assert torch.equal(image(after), expected)
    assert len({tuple(order) for order in orders.tolist()}) > 1


def pipeline(*listed: Any) -> PipelineAugment:
    maker = view_maker(ViewPipeline(ops=list(listed)), image_size=SIDE, **UNIT)
    assert isinstance(maker, PipelineAugment)
    return maker


def always(op: type, **parameters: Any) -> Any:
    return op(probability=1.0, **parameters)


ORDERS: list[list[Any]] = [
    [always(ops.HorizontalFlip), always(ops.QuarterTurn), always(ops.VerticalFlip), always(ops.QuarterTurn)],
    [ops.RandomResizedCrop(scale_min=1), always(ops.Solarize), always(ops.GaussianBlur, sigma_min=5, sigma_max=6)],
    [always(ops.GaussianBlur, sigma_min=5, sigma_max=6), always(ops.Solarize)],
    [always(ops.Jigsaw), always(ops.Cutout), always(ops.Rotation, degrees=60), always(ops.ColorJitter)],
    [always(ops.GaussianNoise), always(ops.Grayscale), always(ops.HorizontalFlip), always(ops.VerticalFlip)],
]


@pytest.mark.parametrize("listed", ORDERS, ids=lambda listed: "-".join(op.op for op in listed))
def test_a_list_is_done_in_its_order(listed: list[Any]) -> None:
    """The same draws, applied one op after the other by the steps alone."""
    pixels, aspect = noise(5, SIDE), torch.ones(5)
    maker = pipeline(*listed)
    draw = maker.draw(aspect, seeded(9))
    views = maker.apply(pixels, draw)
    plain = pipeline(*[op for op in listed if isinstance(op, ops.Crop)] or [ops.CenterCrop()])
    unposed = draw.crops._replace(
        start=torch.minimum(draw.crops.start, draw.crops.stop),
        stop=torch.maximum(draw.crops.start, draw.crops.stop),
        transposed=torch.zeros(5, dtype=torch.bool),
    )
    start = plain.draw(aspect, seeded())._replace(crops=unposed)
    expected = 255 * plain.apply(pixels, start).permute(0, 3, 1, 2)
    drawn = list(draw.steps) if draw.blur is None else [draw.blur, *draw.steps]
    rest = [op for op in listed if not isinstance(op, ops.Crop)]
    folded = len(rest) - len(drawn)
    if folded:
        for row in range(5):
            vertical, horizontal = (draw.crops.start > draw.crops.stop)[row].tolist()
            one = expected[row].flip(0) if horizontal else expected[row]
            one = one.flip(2) if vertical else one
            expected[row] = one.transpose(0, 2) if draw.crops.transposed[row] else one
    for op, its in zip(rest[folded:], drawn, strict=True):
        assert its.chosen.all()
        frame = Frame(SIDE, torch.zeros(3))
        expected = step_of(op, frame).apply(expected.contiguous(), *its.parameters)
    assert torch.allclose(255 * views.permute(0, 3, 1, 2), expected, atol=0.05)


def test_folded_poses_are_the_flips_and_turns_one_after_the_other() -> None:
    """Each op alone is known to be right; in a list, what is folded must be what the separate passes give."""
    pixels, aspect = noise(1, SIDE).expand(200, SIDE, SIDE, 3), torch.ones(200)
    listed: list[Any] = [ops.HorizontalFlip(), ops.QuarterTurn(), ops.VerticalFlip(), ops.QuarterTurn(probability=0.5)]
    folded = pipeline(*listed)(pixels, aspect, seeded(1))
    # A solarization of nothing keeps the poses from being folded.
    passes = pipeline(ops.Solarize(probability=0), *listed)
    draw = passes.draw(aspect, seeded(1))
    poses = [image(view.permute(2, 0, 1)) for view in folded]
    assert len({tuple(pose.flatten()[:40].mul(1000).round().int().tolist()) for pose in poses}) == 8
    # The solarization draws after nothing and before all poses: skip its numbers to have the same ones.
    generator = seeded(1)
    steps = []
    for step, op in zip(passes._steps[1:], listed, strict=True):
        chosen = torch.rand(200, generator=generator) < op.probability
        steps.append((chosen, step.draw(200, generator)))
    drawn = tuple(its._replace(chosen=c, parameters=p) for its, (c, p) in zip(draw.steps[1:], steps, strict=True))
    apart = passes.apply(pixels, draw._replace(steps=(draw.steps[0], *drawn)))
    assert torch.allclose(apart, folded, atol=1e-4)


def test_probabilities_pick_samples_one_by_one() -> None:
    pixels, aspect = noise(1, SIDE).expand(2000, SIDE, SIDE, 3)[:, :8, :8], torch.ones(2000)
    maker = view_maker(ViewPipeline(ops=[ops.Grayscale(probability=0.3)]), image_size=8, **UNIT)
    views = maker(pixels, aspect, seeded())
    grey = (views[:, 0] - views[:, 1]).abs().amax((1, 2)) < 1e-4
    assert grey.float().mean() == pytest.approx(0.3, abs=0.04)


ALL_OPS: list[Any] = [
    ops.RandomResizedCrop(), ops.HorizontalFlip(), ops.QuarterTurn(), ops.GaussianBlur(), ops.ColorJitter(),
    ops.Rotation(), ops.GaussianNoise(), ops.Cutout(), ops.Jigsaw(), ops.Solarize(), ops.VerticalFlip(),
    ops.Grayscale(),
]  # fmt: skip
EXTRAS = ViewTransform(rotation=0.5, gaussian_noise=0.5, cutout=0.5, jigsaw=0.5, rotate_90=0.5, solarize=0.5)


@pytest.mark.parametrize("view", [ViewPipeline(ops=ALL_OPS), EXTRAS], ids=["pipeline", "fixed"])
def test_views_are_reproducible_independent_of_neighbours_and_all_different(view: Any) -> None:
    pixels, aspect = noise(1, 40).expand(60, 40, 40, 3), torch.rand(60, generator=seeded()) + 0.5
    maker = view_maker(view, image_size=48)
    views = maker(pixels, aspect, seeded(2))
    assert views.is_contiguous(memory_format=torch.channels_last)
    assert torch.isfinite(views).all()
    assert torch.equal(views, maker(pixels, aspect, seeded(2)))
    assert not torch.equal(views, maker(pixels, aspect, seeded(3)))
    distance = torch.cdist(views.flatten(1), views.flatten(1))
    assert (distance + torch.eye(60) * 1e9).min() > 0.01
    draw = maker.draw(aspect, seeded(2))
    alone = maker.apply(pixels[33:34], draw.of(slice(33, 34)))  # type: ignore[arg-type]
    assert torch.allclose(views[33:34], alone, atol=1e-4)


def test_the_fixed_view_does_its_extras_with_what_it_drew() -> None:
    pixels, aspect = noise(7, SIDE), torch.ones(7)
    plain = 255 * BatchAugment(only(), image_size=SIDE, **UNIT)(pixels, aspect, seeded()).permute(0, 3, 1, 2)

    def made(**given: Any) -> tuple[Tensor, Any]:
        maker = BatchAugment(only(**given), image_size=SIDE, **UNIT)
        draw = maker.draw(aspect, seeded(6))
        return 255 * maker.apply(pixels, draw).permute(0, 3, 1, 2), draw.extras

    views, extras = made(rotation=1, rotation_degrees=40)
    assert torch.allclose(views, rotate(plain, extras.angles), atol=0.05)
    views, extras = made(gaussian_noise=1)
    assert torch.allclose(views, add_noise(plain, extras.sigmas, extras.seeds, PIXELS), atol=0.05)
    views, extras = made(cutout=1)
    assert torch.allclose(views, erase(plain, extras.holes, torch.zeros(3)), atol=0.05)
    views, extras = made(jigsaw=1, jigsaw_grid=4)
    assert torch.allclose(views, shuffle_tiles(plain, extras.orders, 4), atol=0.05)


def test_ops_that_are_off_leave_the_other_parameters_as_they_were() -> None:
    aspect = torch.ones(20)
    one = BatchAugment(ViewTransform(**NOTHING), image_size=48).draw(aspect, seeded(1))
    other = BatchAugment(ViewTransform(**{**NOTHING, "cutout": 1, "rotation": 1, "jigsaw": 1}), image_size=48)
    drawn = other.draw(aspect, seeded(1))
    assert torch.equal(one.extras.angles, drawn.extras.angles)
    assert torch.equal(one.extras.holes, drawn.extras.holes)
    assert torch.equal(one.extras.seeds, drawn.extras.seeds)
    assert drawn.extras.hidden.all()
    assert not one.extras.hidden.any()


def test_angles_are_counter_clockwise() -> None:
    planes = torch.zeros(1, SIDE, 3, SIDE)
    planes[0, SIDE - 4, :, SIDE // 2] = 255  # on the right
    turned = image(rotate(planes, torch.tensor([90.0]))[0])
    assert turned[0, 3, SIDE // 2] == pytest.approx(255, abs=1)  # at the top
    assert math.isclose(float(turned.sum()), 3 * 255, rel_tol=0.01)
