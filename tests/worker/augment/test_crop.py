"""Where the boxes fall, and how often an axis is mirrored or turned."""

import math

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor
from torchvision.transforms import RandomResizedCrop

from store.specs.transforms import ViewTransform
from worker.augment.crop import Crops, centered_squares, draw_crops


def draw(transform: ViewTransform, aspect: float, batch: int, seed: int = 0) -> Crops:
    return draw_crops(transform, torch.full((batch,), aspect), torch.Generator().manual_seed(seed))


def extents(crops: Crops) -> Tensor:
    return (crops.stop - crops.start).abs()


PLAIN = ViewTransform(horizontal_flip=0)


@pytest.mark.parametrize("aspect", [0.3, 1.0, 1.8])
def test_boxes_are_distributed_as_torchvisions(aspect: float) -> None:
    batch = 4000
    width, height = round(1000 * aspect), 1000
    torch.manual_seed(0)
    crop = RandomResizedCrop(1, scale=(0.2, 1.0))
    image = torch.empty(1, height, width)
    boxes = torch.tensor([crop.get_params(image, [0.2, 1.0], [0.75, 4 / 3]) for _ in range(batch)])
    reference = boxes / torch.tensor([height, width, height, width])
    crops = draw(PLAIN, aspect, batch)
    ours = torch.cat([crops.start, extents(crops)], 1)
    assert torch.allclose(ours.mean(0), reference.mean(0), atol=0.02)
    assert torch.allclose(ours.std(0), reference.std(0), atol=0.02)


@settings(max_examples=60, deadline=None)
@given(
    aspect=st.floats(0.02, 50),
    scale=st.tuples(st.floats(0.01, 1), st.floats(0.01, 1)),
    ratio=st.tuples(st.floats(0.1, 1), st.floats(1, 10)),
    seed=st.integers(0, 2**31),
)
def test_boxes_lie_inside_and_keep_their_ratio(
    aspect: float, scale: tuple[float, float], ratio: tuple[float, float], seed: int
) -> None:
    transform = ViewTransform(
        crop_scale_min=min(scale), crop_scale_max=max(scale), crop_ratio_min=ratio[0], crop_ratio_max=ratio[1]
    )
    crops = draw(transform, aspect, 64, seed)
    for end in (crops.start, crops.stop):
        assert end.min() >= 0
        assert end.max() <= 1 + 1e-6
    height, width = extents(crops).unbind(1)
    pixel_ratio = width * aspect / height
    assert pixel_ratio.min() >= ratio[0] * 0.999
    assert pixel_ratio.max() <= ratio[1] * 1.001


def test_share_of_the_area_is_uniform_when_every_box_fits() -> None:
    crops = draw(ViewTransform(crop_scale_min=0.2, crop_scale_max=0.5, horizontal_flip=0), 1.0, 20_000)
    area = extents(crops).prod(1)
    assert area.mean() == pytest.approx(0.35, abs=0.005)
    assert area.std() == pytest.approx(0.3 / math.sqrt(12), abs=0.005)


def test_an_image_too_long_for_any_box_gives_its_centre() -> None:
    crops = draw(ViewTransform(crop_scale_min=1, crop_scale_max=1, horizontal_flip=0), 4.0, 8)
    width = (4 / 3) / 4
    assert torch.allclose(crops.start, torch.tensor([0.0, (1 - width) / 2]).expand(8, 2), atol=1e-6)
    assert torch.allclose(extents(crops), torch.tensor([1.0, width]).expand(8, 2), atol=1e-6)


@pytest.mark.parametrize("probability", [0.0, 0.3, 1.0])
def test_each_axis_is_mirrored_with_its_own_probability(probability: float) -> None:
    crops = draw(ViewTransform(horizontal_flip=probability, vertical_flip=1 - probability), 1.0, 20_000)
    vertical, horizontal = (crops.start > crops.stop).float().mean(0).tolist()
    assert horizontal == pytest.approx(probability, abs=0.015)
    assert vertical == pytest.approx(1 - probability, abs=0.015)


def test_a_quarter_of_turns_that_are_not_drawn_are_split_evenly() -> None:
    crops = draw(ViewTransform(horizontal_flip=0, rotate_90=0.75), 1.0, 20_000)
    mirrored = crops.start > crops.stop
    for transposed, vertical, horizontal in ((0, 0, 0), (1, 0, 1), (0, 1, 1), (1, 1, 0)):
        pose = torch.tensor([vertical, horizontal], dtype=torch.bool)
        share = ((crops.transposed == bool(transposed)) & (mirrored == pose).all(1)).float().mean()
        assert share == pytest.approx(0.25, abs=0.015)


def test_other_probabilities_leave_the_boxes_alone() -> None:
    plain = draw(PLAIN, 1.3, 50)
    turned = draw(ViewTransform(horizontal_flip=1, rotate_90=1), 1.3, 50)
    assert torch.equal(torch.minimum(turned.start, turned.stop), plain.start)


@pytest.mark.parametrize(("aspect", "expected"), [(2.0, (1.0, 0.5)), (0.5, (0.5, 1.0)), (1.0, (1.0, 1.0))])
def test_centred_squares_are_square_in_the_original(aspect: float, expected: tuple[float, float]) -> None:
    crops = centered_squares(torch.tensor([aspect]), share=0.8)
    assert torch.allclose(extents(crops), 0.8 * torch.tensor([expected]))
    assert torch.allclose(crops.start + crops.stop, torch.ones(1, 2))
