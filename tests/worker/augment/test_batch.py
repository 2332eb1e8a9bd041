"""Whole views: reproducible, different for every sample, undistorted, and plain when nothing is asked for."""

from typing import Any

import pytest
import torch
from torch import Tensor

from store.specs.transforms import ViewTransform
from worker.augment import BatchAugment, center_crop

NOTHING: dict[str, Any] = {
    "crop_scale_min": 1,
    "crop_ratio_min": 1,
    "crop_ratio_max": 1,
    "horizontal_flip": 0,
    "color_jitter": 0,
    "grayscale": 0,
    "gaussian_blur": 0,
}
EVERYTHING = ViewTransform(vertical_flip=0.5, rotate_90=0.5, solarize=0.5)
UNIT: dict[str, Any] = {"mean": (0, 0, 0), "std": (1, 1, 1)}


def noise(batch: int, side: int = 32, seed: int = 0) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return torch.randint(0, 256, (batch, side, side, 3), generator=generator, dtype=torch.uint8)


def seeded(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def only(**given: Any) -> ViewTransform:
    return ViewTransform(**{**NOTHING, **given})


def test_the_same_generator_state_gives_the_same_bits_and_another_does_not() -> None:
    pixels, aspect = noise(40), torch.rand(40, generator=seeded()) + 0.5
    augment = BatchAugment(EVERYTHING, image_size=48)
    first = augment(pixels, aspect, seeded(7))
    assert torch.equal(first, augment(pixels, aspect, seeded(7)))
    assert not torch.equal(first, augment(pixels, aspect, seeded(8)))


def test_two_views_from_one_generator_differ() -> None:
    generator = seeded()
    augment = BatchAugment(EVERYTHING, image_size=48)
    views = [augment(noise(4), torch.ones(4), generator) for _ in range(2)]
    assert all((one - other).abs().mean() > 0.05 for one, other in zip(*views, strict=True))


@pytest.mark.parametrize(
    "transform",
    [
        only(crop_scale_min=0.2),
        only(color_jitter=1),
        only(color_jitter=1, brightness=0, contrast=0, saturation=0, hue=0.3),
        only(gaussian_blur=1, blur_sigma_min=1, blur_sigma_max=4),
    ],
    ids=["crop", "color", "hue", "blur"],
)
def test_copies_of_one_image_in_a_batch_get_different_views(transform: ViewTransform) -> None:
    pixels = noise(1).expand(16, 32, 32, 3)
    views = BatchAugment(transform, image_size=96)(pixels, torch.ones(16), seeded())
    distance = torch.cdist(views.flatten(1), views.flatten(1))
    assert (distance + torch.eye(16) * 1e9).min() > 0.01


@pytest.mark.parametrize("batch", [0, 1, 3])
def test_views_have_the_shape_type_and_layout_of_the_contract(batch: int) -> None:
    pixels = noise(batch)
    for views in (
        BatchAugment(EVERYTHING, image_size=48)(pixels, torch.ones(batch), seeded()),
        center_crop(pixels, torch.ones(batch), image_size=48, **UNIT),
    ):
        assert views.shape == (batch, 3, 48, 48)
        assert views.dtype == torch.float32
        assert views.is_contiguous(memory_format=torch.channels_last)


def test_a_sample_does_not_depend_on_its_neighbours_in_the_batch() -> None:
    pixels, aspect = noise(200), torch.ones(200)
    augment = BatchAugment(EVERYTHING, image_size=48)
    draw = augment.draw(aspect, seeded())
    alone = augment.apply(pixels[150:151], draw.of(slice(150, 151)))
    assert torch.allclose(augment.apply(pixels, draw)[150:151], alone, atol=1e-4)


@pytest.mark.parametrize("ratio", [0.5, 1.0, 2.0])
def test_a_transform_that_asks_for_nothing_is_the_centre_crop(ratio: float) -> None:
    pixels, aspect = noise(5), torch.full((5,), ratio)
    statistics: dict[str, Any] = {"mean": (0.5, 0.4, 0.3), "std": (0.2, 0.3, 0.4)}
    views = BatchAugment(only(), image_size=24, **statistics)(pixels, aspect, seeded())
    assert torch.allclose(views, center_crop(pixels, aspect, image_size=24, **statistics), atol=1e-4)


def test_centre_crop_of_a_square_image_at_its_own_size_only_normalises() -> None:
    pixels = noise(3)
    views = center_crop(pixels, torch.ones(3), image_size=32, mean=(0.5, 0.5, 0.5), std=(0.25, 0.25, 0.25))
    expected = (pixels.permute(0, 3, 1, 2) / 255 - 0.5) / 0.25
    assert torch.allclose(views, expected, atol=1e-4)


def test_centre_crop_after_a_longer_resize_shows_the_middle() -> None:
    pixels = torch.zeros(1, 40, 40, 3, dtype=torch.uint8)
    pixels[:, 10:30, 10:30] = 255
    views = center_crop(pixels, torch.ones(1), image_size=20, resize_ratio=2.0, **UNIT)
    assert views[..., 1:-1, 1:-1].min() == pytest.approx(1)
    with pytest.raises(ValueError, match="resize_ratio"):
        center_crop(pixels, torch.ones(1), image_size=20, resize_ratio=0.5, **UNIT)


def squashed_circle(aspect: float, side: int) -> Tensor:
    """A white disc with a diameter of 0.6 short sides in the middle of an image, squashed to a square."""
    axis = (torch.arange(side) + 0.5) / side - 0.5
    width, height = (aspect, 1.0) if aspect > 1 else (1.0, 1 / aspect)
    inside = (axis[:, None] * height).square() + (axis * width).square() < 0.3**2
    return (inside.to(torch.uint8) * 255)[None, :, :, None].expand(1, side, side, 3)


@pytest.mark.parametrize("aspect", [0.4, 1.0, 2.0])
def test_a_circle_stays_a_circle_of_the_right_size(aspect: float) -> None:
    pixels = squashed_circle(aspect, 256)
    ratio = torch.tensor([aspect])
    square_crops = ViewTransform(**{**NOTHING, "crop_scale_min": 0.5, "crop_scale_max": 0.5})
    augment = BatchAugment(square_crops, image_size=64, **UNIT)
    draw = augment.draw(ratio, seeded(3))
    extent = (draw.crops.stop - draw.crops.start)[0]
    # Move the drawn box to the middle, where it holds the whole circle or is cut alike on both axes.
    start = ((1 - extent) / 2)[None]
    centred = draw._replace(crops=draw.crops._replace(start=start, stop=start + extent))
    for view in (augment.apply(pixels, centred), center_crop(pixels, ratio, image_size=64, **UNIT)):
        tall, wide = view[0, 0, :, 32].sum(), view[0, 0, 32].sum()
        assert tall == pytest.approx(wide.item(), rel=0.03)
        assert tall < 63
    assert wide == pytest.approx(0.6 * 64, rel=0.03)


@pytest.mark.parametrize(("probability", "mirrored"), [(0, False), (1, True)])
def test_flips_mirror_the_axis_they_name(probability: float, mirrored: bool) -> None:
    pixels = noise(6)
    plain = BatchAugment(only(), image_size=32, **UNIT)(pixels, torch.ones(6), seeded())
    for name, axis in (("horizontal_flip", 3), ("vertical_flip", 2)):
        flipped = BatchAugment(only(**{name: probability}), image_size=32, **UNIT)(pixels, torch.ones(6), seeded())
        assert torch.allclose(flipped, plain.flip(axis) if mirrored else plain, atol=1e-4)


def test_quarter_turns_are_the_three_rotations_of_the_view() -> None:
    pixels = noise(1).expand(64, 32, 32, 3)
    plain = BatchAugment(only(), image_size=32, **UNIT)(pixels, torch.ones(64), seeded())
    turned = BatchAugment(only(rotate_90=1), image_size=32, **UNIT)(pixels, torch.ones(64), seeded())
    turns = torch.stack([torch.rot90(plain, quarters, (2, 3)) for quarters in (1, 2, 3)])
    matches = (turns - turned).abs().amax((2, 3, 4)) < 1e-4
    assert matches.sum(0).eq(1).all()
    assert matches.any(1).all()


def test_a_flip_comes_before_the_turn() -> None:
    pixels = noise(64)
    drawn = only(rotate_90=1)
    augment = BatchAugment(drawn, image_size=32, **UNIT)
    flipping = BatchAugment(drawn.model_copy(update={"horizontal_flip": 1}), image_size=32, **UNIT)
    turned_mirror = augment(pixels.flip(2), torch.ones(64), seeded())
    assert torch.allclose(flipping(pixels, torch.ones(64), seeded()), turned_mirror, atol=1e-4)


def test_blur_share_and_strength_follow_the_transform_and_the_size() -> None:
    transform = ViewTransform(gaussian_blur=0.3, blur_sigma_min=0.5, blur_sigma_max=2.0)
    sigmas = BatchAugment(transform, image_size=112).draw(torch.ones(20_000), seeded()).sigmas
    drawn = sigmas[sigmas > 0]
    assert len(drawn) / 20_000 == pytest.approx(0.3, abs=0.015)
    assert drawn.min() == pytest.approx(0.25, abs=0.01)
    assert drawn.max() == pytest.approx(1.0, abs=0.01)
    assert drawn.mean() == pytest.approx(0.625, abs=0.01)


@pytest.mark.parametrize(("image_size", "blurred"), [(32, False), (40, False), (41, True), (96, True)])
def test_small_views_are_never_blurred(image_size: int, blurred: bool) -> None:
    pixels = noise(4, 48)
    plain = BatchAugment(only(), image_size=image_size)(pixels, torch.ones(4), seeded())
    strong = only(gaussian_blur=1, blur_sigma_min=5, blur_sigma_max=5)
    views = BatchAugment(strong, image_size=image_size)(pixels, torch.ones(4), seeded())
    assert (views.std() < 0.8 * plain.std()).item() is blurred


def test_solarize_hits_its_share_of_the_samples_and_inverts_them() -> None:
    pixels = torch.full((2000, 16, 16, 3), 230, dtype=torch.uint8)
    views = BatchAugment(only(solarize=0.4), image_size=16, **UNIT)(pixels, torch.ones(2000), seeded())
    inverted = (views - 25 / 255).abs().amax((1, 2, 3)) < 1e-4
    untouched = (views - 230 / 255).abs().amax((1, 2, 3)) < 1e-4
    assert (inverted | untouched).all()
    assert inverted.float().mean() == pytest.approx(0.4, abs=0.04)


def test_changing_one_probability_leaves_the_other_draws_alone() -> None:
    aspect = torch.rand(100, generator=seeded()) + 0.5
    one = BatchAugment(ViewTransform(), image_size=64).draw(aspect, seeded())
    other = BatchAugment(ViewTransform(gaussian_blur=0, rotate_90=1, solarize=1), image_size=64).draw(aspect, seeded())
    assert torch.equal(one.colors.matrix, other.colors.matrix)
    assert torch.equal(
        torch.minimum(one.crops.start, one.crops.stop), torch.minimum(other.crops.start, other.crops.stop)
    )
