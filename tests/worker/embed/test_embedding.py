"""Order, normalisation and independence of the rows of an embedding."""

from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from store.specs.backbones import Backbone
from tests.worker.embed.caches import build_cache, noise
from worker.device import Device
from worker.embed import embed
from worker.images.cache import PixelCache
from worker.pretrain.backbones import ResNet, build_backbone
from worker.reporting import Cancelled, Silent

SIDE = 18
CPU = Device(torch.device("cpu"))


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> PixelCache:
    return build_cache(tmp_path_factory.mktemp("cache"), noise(23, SIDE), broken={4, 22})


@pytest.fixture(scope="module")
def backbone() -> ResNet:
    backbone = build_backbone(Backbone(width=8), image_size=16)
    assert isinstance(backbone, ResNet)
    return backbone


class MeanColour(nn.Module):
    """A backbone whose features tell images apart: the mean of each channel."""

    def forward(self, images: Tensor) -> Tensor:
        return images.mean(dim=(2, 3))


def test_rows_come_in_order_and_normalised(tmp_path: Path) -> None:
    colours = np.random.default_rng(0).integers(0, 256, (10, 1, 1, 3), dtype=np.uint8)
    cache = build_cache(tmp_path, np.broadcast_to(colours, (10, 16, 16, 3)).copy())
    mean, std = (0.5, 0.4, 0.3), (0.2, 0.25, 0.3)
    result = embed(MeanColour(), cache, image_size=16, batch_size=3, device=CPU, reporter=Silent(), mean=mean, std=std)
    expected = (colours[:, 0, 0] / 255 - mean) / std
    expected /= np.linalg.norm(expected, axis=1, keepdims=True)
    assert result.features.dtype == np.float32
    np.testing.assert_allclose(result.features, expected, atol=1e-3)


def test_the_batch_size_does_not_matter(cache: PixelCache, backbone: ResNet) -> None:
    one, many = (
        embed(backbone, cache, image_size=16, batch_size=size, device=CPU, reporter=Silent()) for size in (1, 16)
    )
    assert many.features.shape == (23, backbone.feature_dim)
    np.testing.assert_allclose(one.features, many.features, atol=1e-5)


def test_undecodable_images_are_zeros_and_marked(cache: PixelCache, backbone: ResNet) -> None:
    features, valid = embed(backbone, cache, image_size=16, batch_size=8, device=CPU, reporter=Silent())
    assert np.flatnonzero(~valid).tolist() == [4, 22]
    assert not features[~valid].any()
    np.testing.assert_allclose(np.linalg.norm(features[valid], axis=1), 1, atol=1e-5)


def test_aligned_shards_are_bit_identical_to_one_call(cache: PixelCache, backbone: ResNet) -> None:
    def shard(rows: range) -> np.ndarray:
        return embed(backbone, cache, image_size=16, batch_size=4, device=CPU, reporter=Silent(), rows=rows).features

    parts = [shard(range(start, min(start + 8, 23))) for start in range(0, 23, 8)]
    np.testing.assert_array_equal(np.concatenate(parts), shard(range(23)))


def test_any_rows_in_any_order(cache: PixelCache, backbone: ResNet) -> None:
    rows = np.array([7, 0, 19, 7])
    everything = embed(backbone, cache, image_size=16, batch_size=8, device=CPU, reporter=Silent())
    some = embed(backbone, cache, image_size=16, batch_size=8, device=CPU, reporter=Silent(), rows=rows)
    np.testing.assert_allclose(some.features, everything.features[rows], atol=1e-5)


def test_no_rows_give_an_empty_matrix(cache: PixelCache, backbone: ResNet) -> None:
    result = embed(backbone, cache, image_size=16, batch_size=8, device=CPU, reporter=Silent(), rows=range(0))
    assert result.features.shape == (0, backbone.feature_dim)
    assert result.valid.shape == (0,)


def test_the_backbone_is_evaluated_and_left_as_it_was(cache: PixelCache, backbone: ResNet) -> None:
    before = {key: value.clone() for key, value in backbone.state_dict().items()}
    backbone.train()
    embed(backbone, cache, image_size=16, batch_size=8, device=CPU, reporter=Silent())
    assert backbone.training
    assert all(torch.equal(value, before[key]) for key, value in backbone.state_dict().items())


def test_progress_counts_images_and_cancelling_stops(cache: PixelCache, backbone: ResNet) -> None:
    class Impatient(Silent):
        seen: list[tuple[str, int, int, str]]

        def __init__(self) -> None:
            self.seen = []

        def progress(self, stage: str, done: int, total: int, unit: str) -> None:
            self.seen.append((stage, done, total, unit))
            if done >= 16:
                raise Cancelled

    reporter = Impatient()
    with pytest.raises(Cancelled):
        embed(backbone, cache, image_size=16, batch_size=8, device=CPU, reporter=reporter)
    assert reporter.seen == [("embed", 8, 23, "images"), ("embed", 16, 23, "images")]
