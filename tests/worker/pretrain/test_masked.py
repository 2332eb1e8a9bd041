"""MAE and SimMIM: what is hidden, what is painted, and that painting is learnt."""

import pytest
import torch

from store.specs.backbones import Backbone
from store.specs.methods import MAE, SimMIM
from worker.pretrain.backbones import TokenExtractor, build_backbone
from worker.pretrain.methods import Views, build_method
from worker.pretrain.methods.mae import sine_positions
from worker.pretrain.methods.patches import draw_blocks, draw_mask, normalize_patches, patchify
from worker.reporting import UserError

SMALL_MAE = MAE(decoder_dim=32, decoder_depth=1, decoder_head_dim=16)


def vit() -> TokenExtractor:
    backbone = build_backbone(Backbone(name="timm/test_vit", patch_size=4), 16)
    assert isinstance(backbone, TokenExtractor)
    return backbone


def stripes(batch: int = 16) -> torch.Tensor:
    """Images that can be continued: every one has its own two colours, in rows."""
    colours = torch.randn(batch, 3, 2, 1, generator=torch.Generator().manual_seed(1))
    return colours.repeat(1, 1, 8, 16)


def views(images: torch.Tensor, seed: int) -> Views:
    return Views((images,), generator=torch.Generator().manual_seed(seed))


def test_patches_are_numbered_row_by_row() -> None:
    images = torch.arange(2 * 3 * 4 * 6).reshape(2, 3, 4, 6).float()
    patches = patchify(images, 2)
    assert patches.shape == (2, 6, 12)
    expected = images[1, :, 2:4, 4:6].permute(1, 2, 0).flatten()
    assert torch.equal(patches[1, 5], expected)


def test_normalised_patches_have_mean_0_and_variance_1() -> None:
    patches = normalize_patches(torch.randn(2, 3, 48) * 5 + 7)
    torch.testing.assert_close(patches.mean(-1), torch.zeros(2, 3), atol=1e-5, rtol=0)
    torch.testing.assert_close(patches.var(-1), torch.ones(2, 3), atol=1e-4, rtol=0)


@pytest.mark.parametrize(("n", "ratio", "kept"), [(16, 0.75, 4), (16, 0.6, 6), (4, 0.9, 1), (4, 0.01, 3), (2, 0.5, 1)])
def test_a_mask_splits_the_patches(n: int, ratio: float, kept: int) -> None:
    keep, hidden = draw_mask(torch.rand(3, n), ratio)
    assert keep.shape == (3, kept)
    assert torch.equal(torch.cat([keep, hidden], 1).sort(dim=1).values, torch.arange(n).expand(3, -1))
    assert len({tuple(row.tolist()) for row in draw_mask(torch.rand(50, 16), 0.5)[0]}) > 40


def test_blocks_are_hidden_as_a_whole() -> None:
    mask = draw_blocks(torch.rand(4, 9), side=5, block=2, ratio=0.6)
    assert mask.shape == (4, 25)
    grid = mask.reshape(4, 5, 5)
    for image in grid:
        squares = [image[r : r + 2, c : c + 2] for r in (0, 2, 4) for c in (0, 2, 4)]
        assert all(square.all() or not square.any() for square in squares)
        assert sum(bool(square.any()) for square in squares) == 6


def test_positions_tell_every_place_apart() -> None:
    positions = sine_positions(4, 16)
    assert positions.shape == (16, 16)
    distances = torch.cdist(positions, positions) + torch.eye(16) * 10
    assert distances.min() > 0.1


def test_the_mae_loss_only_looks_at_hidden_patches() -> None:
    method = build_method(SMALL_MAE, vit()).eval()
    images = stripes()
    with torch.no_grad():
        step = method(views(images, 0))
        keep, hidden = draw_mask(torch.rand(16, 16, generator=torch.Generator().manual_seed(0)), 0.75)
        painted = method.decoder(method.backbone.tokens(images, keep=keep), keep, hidden)  # type: ignore[operator]
    target = normalize_patches(patchify(images, 4))
    hidden_target = torch.stack([rows[index] for rows, index in zip(target, hidden, strict=True)])
    torch.testing.assert_close(step.loss, ((painted - hidden_target) ** 2).mean())


@pytest.mark.parametrize("spec", [SMALL_MAE, MAE(decoder_dim=32, decoder_depth=1, normalize_patches=False), SimMIM()])
def test_painting_is_learnt(spec: MAE | SimMIM) -> None:
    torch.manual_seed(0)
    method = build_method(spec, vit())
    optimizer = torch.optim.AdamW(method.parameters(), lr=2e-3)
    losses = []
    for step in range(40):
        loss = method(views(stripes(), step)).loss
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    assert sum(losses[-5:]) < 0.7 * sum(losses[:5])


@pytest.mark.parametrize("spec", [SMALL_MAE, SimMIM()])
def test_masks_come_from_the_generator_of_the_views(spec: MAE | SimMIM) -> None:
    method = build_method(spec, vit()).eval()
    with torch.no_grad():
        one, same, other = (float(method(views(stripes(), seed)).loss) for seed in (3, 3, 4))
    assert one == same != other


@pytest.mark.parametrize("spec", [MAE(), SimMIM()])
def test_a_network_without_patches_is_refused(spec: MAE | SimMIM) -> None:
    with pytest.raises(UserError, match="needs a vision transformer"):
        build_method(spec, build_backbone(Backbone(width=8), 16))
