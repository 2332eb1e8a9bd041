"""NT-Xent against a plain loop, and gradients through the whole method."""

import math

import pytest
import torch
from torch import Tensor

from store.specs.backbones import Backbone
from store.specs.methods import SimCLR
from worker.pretrain.backbones import build_backbone
from worker.pretrain.losses import nt_xent
from worker.pretrain.methods import Views, build_method


def plain_nt_xent(query: Tensor, key: Tensor, temperature: float) -> float:
    """The loss as the paper's equation 1 states it, one pair at a time."""
    rows = [row / row.norm() for row in torch.cat([query, key]).double()]
    n = len(query)
    total = 0.0
    for i, row in enumerate(rows):
        partner = (i + n) % (2 * n)
        others = [math.exp(float(row @ rows[j]) / temperature) for j in range(2 * n) if j != i]
        total -= math.log(math.exp(float(row @ rows[partner]) / temperature) / sum(others))
    return total / (2 * n)


@pytest.mark.parametrize("temperature", [0.07, 0.2, 1.0])
@pytest.mark.parametrize("batch", [1, 2, 7])
def test_the_loss_is_the_papers(batch: int, temperature: float) -> None:
    generator = torch.Generator().manual_seed(batch)
    query, key = torch.randn(2, batch, 5, generator=generator).unbind()
    loss = nt_xent(query, key, temperature=temperature)
    assert loss.dtype == torch.float32
    assert loss.item() == pytest.approx(plain_nt_xent(query, key, temperature), rel=1e-5, abs=1e-6)


def test_a_tiny_temperature_overflows_nothing() -> None:
    query = torch.randn(4, 8, generator=torch.Generator().manual_seed(0)).requires_grad_()
    loss = nt_xent(query, query.detach() + 0.1, temperature=1e-3)
    loss.backward()  # type: ignore[no-untyped-call]
    assert torch.isfinite(loss)
    assert query.grad is not None
    assert torch.isfinite(query.grad).all()


def test_logits_stay_float32_under_autocast() -> None:
    query, key = torch.randn(2, 6, 8, generator=torch.Generator().manual_seed(1)).unbind()
    with torch.autocast("cpu", dtype=torch.bfloat16):
        inside = nt_xent(query, key, temperature=0.1)
    assert torch.equal(inside, nt_xent(query, key, temperature=0.1))


def test_agreeing_views_cost_less_than_random_ones() -> None:
    query, other = torch.randn(2, 16, 8, generator=torch.Generator().manual_seed(2)).unbind()
    assert nt_xent(query, query, temperature=0.2) < nt_xent(query, other, temperature=0.2)


def test_the_gradient_reaches_every_parameter() -> None:
    backbone = build_backbone(Backbone(width=8), image_size=16)
    method = build_method(SimCLR(hidden_dim=16, output_dim=8), backbone)
    views = torch.randn(2, 4, 3, 16, 16, generator=torch.Generator().manual_seed(3))
    method(Views((views[0], views[1]))).loss.backward()
    silent = [name for name, p in method.named_parameters() if p.grad is None or not p.grad.any()]
    assert silent == []
