"""Masks, patches and the losses of masked methods against lightly's."""

import pytest
import torch
from torch import nn

from worker.pretrain.methods.patches import draw_mask, normalize_patches, patchify

utils = pytest.importorskip("lightly.models.utils")


@pytest.mark.parametrize(("batch", "n", "ratio"), [(3, 16, 0.75), (2, 49, 0.6), (4, 196, 0.9), (2, 64, 0.5)])
def test_the_same_noise_hides_the_same_patches(batch: int, n: int, ratio: float) -> None:
    torch.manual_seed(5)
    keep, hidden = utils.random_token_mask((batch, n + 1), mask_ratio=ratio)
    torch.manual_seed(5)
    ours = draw_mask(torch.rand(batch, n + 1)[:, 1:], ratio)
    # lightly counts the class token, which is never hidden, as number 0.
    assert torch.equal(ours[0], keep[:, 1:] - 1)
    assert torch.equal(ours[1], hidden - 1)


@pytest.mark.parametrize("patch", [2, 4, 8])
def test_patches_have_the_same_order(patch: int) -> None:
    images = torch.randn(2, 3, 16, 16, dtype=torch.float64)
    assert torch.equal(patchify(images, patch), utils.patchify(images, patch))


def test_the_loss_on_normalised_patches_is_the_same() -> None:
    images = torch.randn(4, 3, 16, 16, dtype=torch.float64)
    painted = torch.randn(4, 16, 48, dtype=torch.float64, requires_grad=True)
    theirs = nn.MSELoss()(painted, utils.normalize_mean_var(utils.patchify(images, 4)))
    (expected,) = torch.autograd.grad(theirs, painted)
    ours = (painted - normalize_patches(patchify(images, 4))).square().mean()
    (gradient,) = torch.autograd.grad(ours, painted)
    torch.testing.assert_close(ours, theirs, rtol=1e-6, atol=1e-6)
    torch.testing.assert_close(gradient, expected, rtol=1e-6, atol=1e-6)
