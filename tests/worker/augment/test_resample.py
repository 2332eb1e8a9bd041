"""The kernel against Pillow, pixel by pixel."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from torch import Tensor
from torchvision.transforms.v2 import functional as tv

from worker.augment.blur import blur_weights
from worker.augment.resample import empty_views, filter_weights, resample, write_views
from worker.augment.spread import chunks


def noise(batch: int, side: int, seed: int = 0) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return torch.randint(0, 256, (batch, side, side, 3), generator=generator, dtype=torch.uint8)


def views_of(pixels: Tensor, start: Tensor, stop: Tensor, side: int, sigmas: Tensor | None = None) -> Tensor:
    """Views (B, 3, side, side) in 0..255 of the boxes start..stop (B, 2), in source pixels."""
    weights = filter_weights(start, stop, source_side=pixels.shape[1], side=side)
    if sigmas is not None:
        weights = blur_weights(weights, sigmas)
    views = empty_views(pixels, side)
    write_views(resample(pixels, weights[:, 0], weights[:, 1]), views)
    return views


@settings(max_examples=60, deadline=None)
@given(
    source=st.integers(8, 40),
    side=st.integers(4, 48),
    box=st.tuples(*[st.floats(0, 0.6)] * 2, *[st.floats(0.2, 1)] * 2),
    seed=st.integers(0, 100),
)
def test_any_box_is_resized_as_pillow_does(
    source: int, side: int, box: tuple[float, float, float, float], seed: int
) -> None:
    pixels = noise(1, source, seed)
    top, left = box[0] * source, box[1] * source
    bottom, right = top + box[2] * (source - top), left + box[3] * (source - left)
    ours = views_of(pixels, torch.tensor([[top, left]]), torch.tensor([[bottom, right]]), side)[0]
    image = Image.fromarray(pixels[0].numpy())
    reference = np.asarray(image.resize((side, side), Image.Resampling.BILINEAR, box=(left, top, right, bottom)))
    # Pillow rounds to bytes after each of its two passes, and its weights have 8 fractional bits less than ours.
    assert np.abs(ours.permute(1, 2, 0).numpy() - reference).max() <= 1.6


def test_whole_pixel_boxes_match_torchvision_crop_and_antialiased_resize() -> None:
    pixels = noise(2, 60)
    start, stop = torch.tensor([[0.0, 0.0], [0.0, 10.0]]), torch.tensor([[60.0, 60.0], [60.0, 60.0]])
    ours = views_of(pixels, start, stop, 20)
    whole = tv.resize(pixels[0].permute(2, 0, 1).float(), [20, 20], antialias=True)
    cut = tv.resize(pixels[1, :, 10:].permute(2, 0, 1).float(), [20, 20], antialias=True)
    assert torch.allclose(ours[0], whole, atol=1e-2)
    # torchvision cuts first; the filter of the leftmost pixels then misses what lies beyond the cut.
    assert torch.allclose(ours[1, :, :, 2:], cut[:, :, 2:], atol=1e-2)


def test_shrinking_is_antialiased() -> None:
    stripes = torch.zeros(1, 64, 64, 3, dtype=torch.uint8)
    stripes[:, :, ::2] = 255
    view = views_of(stripes, torch.zeros(1, 2), torch.full((1, 2), 64.0), 16)
    assert (view[..., 1:-1] - 127.5).abs().max() < 1


def test_the_whole_image_at_its_own_size_is_the_image() -> None:
    pixels = noise(3, 24)
    views = views_of(pixels, torch.zeros(3, 2), torch.full((3, 2), 24.0), 24)
    assert torch.equal(views.permute(0, 2, 3, 1).round().to(torch.uint8), pixels)


def test_swapped_ends_mirror_exactly() -> None:
    pixels = noise(1, 32)
    start, stop = torch.tensor([[2.0, 4.0]]), torch.tensor([[30.0, 25.0]])
    upright = views_of(pixels, start, stop, 16)
    ends = torch.tensor([[30.0, 4.0]]), torch.tensor([[2.0, 25.0]])
    assert torch.allclose(views_of(pixels, *ends, 16), upright.flip(2), atol=1e-3)
    assert torch.allclose(views_of(pixels, stop, start, 16), upright.flip(2, 3), atol=1e-3)


@pytest.mark.parametrize("sigma", [0.05, 0.4, 1.0, 2.0])
def test_blur_is_torchvisions_gaussian_away_from_the_border(sigma: float) -> None:
    pixels = noise(1, 40)
    start, stop = torch.zeros(1, 2), torch.full((1, 2), 40.0)
    ours = views_of(pixels, start, stop, 32, torch.tensor([sigma]))
    reference = tv.gaussian_blur(views_of(pixels, start, stop, 32), [23, 23], [sigma, sigma])
    margin = 9
    inner = slice(margin, -margin)
    assert torch.allclose(ours[..., inner, inner], reference[..., inner, inner], atol=0.05)


@settings(max_examples=50, deadline=None)
@given(sigma=st.floats(0.01, 5), side=st.integers(4, 64))
def test_blurred_weights_sum_to_one_and_hold_no_subnormal_numbers(sigma: float, side: int) -> None:
    plain = filter_weights(torch.zeros(1, 2), torch.full((1, 2), 30.0), source_side=30, side=side)
    weights = blur_weights(plain, torch.tensor([sigma]))
    assert torch.allclose(weights.sum(-1), torch.ones(()), atol=1e-5)
    assert ((weights == 0) | (weights.abs() > torch.finfo(torch.float32).tiny)).all()


def test_views_are_channels_last() -> None:
    assert empty_views(noise(2, 8), 16).is_contiguous(memory_format=torch.channels_last)


@pytest.mark.parametrize("batch", [0, 1, 7, 100])
def test_chunks_cover_the_batch_once(batch: int) -> None:
    pixels = torch.zeros(batch, 200, 200, 3, dtype=torch.uint8)
    covered = [index for part in chunks(pixels) for index in range(batch)[part]]
    assert covered == list(range(batch))


@pytest.mark.parametrize("pixels", [torch.zeros(1, 8, 8, 3), torch.zeros(1, 8, 9, 3, dtype=torch.uint8)])
def test_pixels_of_another_kind_are_refused(pixels: Tensor) -> None:
    with pytest.raises(ValueError, match="must be"):
        empty_views(pixels, 8)
