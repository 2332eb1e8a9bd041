"""The affine map against torchvision's operations, on colours that do not clip."""

import math

import pytest
import torch
from torch import Tensor
from torchvision.transforms.v2 import functional as tv

from store.specs.transforms import ViewTransform
from worker.augment.color import CHROMA, Colors, Normalization, color_map, draw_colors, recolor, solarize

PLAIN = Normalization.of((0, 0, 0), (1, 1, 1))
NAMES = ("brightness", "contrast", "saturation", "hue")


def images(batch: int = 4, low: float = 0.3, high: float = 0.6) -> Tensor:
    return torch.rand(batch, 3, 12, 12, generator=torch.Generator().manual_seed(1)) * (high - low) + low


def colors(batch: int = 4, /, **given: float) -> Colors:
    neutral = {"brightness": 1.0, "contrast": 1.0, "saturation": 1.0, "hue": 0.0} | given
    return Colors(*(torch.full((batch,), neutral[name]) for name in NAMES))


def apply(image: Tensor, drawn: Colors, normalization: Normalization = PLAIN) -> Tensor:
    """`recolor` on (B, 3, H, W) in 0..1."""
    planes = (image * 255).permute(0, 3, 1, 2).contiguous()
    return recolor(planes, color_map(drawn, normalization), normalization).permute(0, 2, 3, 1)


@pytest.mark.parametrize("factor", [0.7, 1.0, 1.4])
def test_brightness_contrast_and_saturation_are_torchvisions(factor: float) -> None:
    image = images()
    for name, reference in (
        ("brightness", tv.adjust_brightness(image, factor)),
        ("contrast", tv.adjust_contrast(image, factor)),
        ("saturation", tv.adjust_saturation(image, factor)),
    ):
        assert torch.allclose(apply(image, colors(4, **{name: factor})), reference, atol=2e-4), name


def test_all_three_together_follow_torchvision_in_the_same_order() -> None:
    image = images(low=0.4, high=0.6)
    reference = tv.adjust_saturation(tv.adjust_contrast(tv.adjust_brightness(image, 1.2), 0.8), 1.3)
    ours = apply(image, colors(brightness=1.2, contrast=0.8, saturation=1.3))
    assert torch.allclose(ours, reference, atol=3e-4)


def test_no_saturation_is_greyscale() -> None:
    image = images()
    reference = tv.rgb_to_grayscale(image, num_output_channels=3)
    assert torch.allclose(apply(image, colors(saturation=0.0, hue=1.0)), reference, atol=2e-4)


def test_no_colours_drawn_change_nothing() -> None:
    image = images(low=0, high=1)
    assert torch.allclose(apply(image, colors()), image, atol=1e-5)


@pytest.mark.parametrize("hue", [-0.1, -0.05, 0.05, 0.1])
def test_hue_goes_the_same_way_round_as_torchvisions(hue: float) -> None:
    image = images(batch=1, low=0.4, high=0.6)
    change = apply(image, colors(1, hue=hue * 2 * math.pi)) - image
    reference = tv.adjust_hue(image, hue) - image
    # The circle of YIQ is round and HSV's a hexagon, so the changes agree in direction and size only on the whole.
    assert torch.cosine_similarity(change.flatten(), reference.flatten(), dim=0) > 0.6
    assert change.norm() == pytest.approx(reference.norm().item(), rel=0.4)


@pytest.mark.parametrize("angle", [-0.5, 0.2, 1.5])
def test_hue_turns_chroma_by_the_angle(angle: float) -> None:
    chroma = torch.tensor(CHROMA)
    before, after = (
        torch.view_as_complex(torch.einsum("kc,bchw->bhwk", chroma, rgb).contiguous())
        for rgb in (images(), apply(images(), colors(hue=angle)))
    )
    turned = before * torch.polar(torch.tensor(1.0), torch.tensor(-angle))
    assert torch.allclose(after, turned, atol=1e-4)


def test_hue_keeps_luma_and_grey_and_comes_full_circle() -> None:
    image = images()
    turned = apply(image, colors(hue=0.7))
    weights = torch.tensor([0.299, 0.587, 0.114])[:, None, None]
    assert torch.allclose((turned * weights).sum(1), (image * weights).sum(1), atol=1e-5)
    grey = image.mean(1, keepdim=True).expand(4, 3, 12, 12)
    assert torch.allclose(apply(grey, colors(hue=2.0)), grey, atol=1e-5)
    assert torch.allclose(apply(image, colors(hue=2 * math.pi)), image, atol=1e-5)


def test_values_are_clipped_before_they_are_normalised() -> None:
    normalization = Normalization.of((0.5, 0.4, 0.3), (0.2, 0.25, 0.5))
    view = apply(images(low=0, high=1), colors(brightness=3.0, contrast=2.0), normalization)
    plain = apply(images(low=0, high=1), colors(brightness=3.0, contrast=2.0))
    assert plain.min() == 0
    assert plain.max() == 1
    expected = tv.normalize(plain, [0.5, 0.4, 0.3], [0.2, 0.25, 0.5])
    assert torch.allclose(view, expected, atol=1e-5)


def test_solarize_inverts_the_bright_half_of_normalised_pixels() -> None:
    normalization = Normalization.of((0.5, 0.4, 0.3), (0.2, 0.25, 0.5))
    image = images(low=0, high=1)
    planes = tv.normalize(image, [0.5, 0.4, 0.3], [0.2, 0.25, 0.5]).permute(0, 3, 1, 2)
    expected = tv.normalize(tv.solarize(image, 0.5), [0.5, 0.4, 0.3], [0.2, 0.25, 0.5])
    assert torch.allclose(solarize(planes, normalization).permute(0, 2, 3, 1), expected, atol=1e-5)


def test_factors_cover_their_ranges_and_spare_the_samples_not_drawn() -> None:
    transform = ViewTransform(color_jitter=0.8, brightness=0.4, contrast=0.3, saturation=1.5, hue=0.1, grayscale=0.2)
    drawn = draw_colors(transform, 20_000, torch.Generator().manual_seed(0))
    jittered = drawn.brightness != 1
    assert jittered.float().mean() == pytest.approx(0.8, abs=0.01)
    assert torch.equal(jittered, drawn.contrast != 1)
    for factor, low, high in (
        (drawn.brightness, 0.6, 1.4),
        (drawn.contrast, 0.7, 1.3),
        (drawn.hue, -0.2 * math.pi, 0.2 * math.pi),
    ):
        values = factor[jittered]
        assert values.min() == pytest.approx(low, abs=0.01)
        assert values.max() == pytest.approx(high, abs=0.01)
        assert values.mean() == pytest.approx((low + high) / 2, abs=0.01)
    assert drawn.saturation.max() == pytest.approx(2.5, abs=0.01)
    assert (drawn.saturation == 0).float().mean() == pytest.approx(0.2, abs=0.01)


def test_every_sample_has_its_own_map() -> None:
    drawn = draw_colors(ViewTransform(color_jitter=1, grayscale=0), 16, torch.Generator().manual_seed(0))
    for field in (*drawn, *color_map(drawn, PLAIN)[:1]):
        assert len({tuple(row.flatten().tolist()) for row in field}) == 16


@pytest.mark.parametrize(("mean", "std"), [((0.5,), (0.2, 0.2, 0.2)), ((0, 0, 0), (1, 0, 1)), ((0, 0, 0), (1, 1))])
def test_impossible_statistics_are_refused(mean: tuple[float, ...], std: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="three values"):
        Normalization.of(mean, std)
