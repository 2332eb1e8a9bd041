"""Losses at the edges: half precision, tiny batches, collapsed embeddings."""

from collections.abc import Callable

import pytest
import torch
from torch import Tensor

from worker.pretrain import losses
from worker.pretrain.losses.slices import random_directions

DIM = 6


def mixed(a: Tensor, b: Tensor) -> Tensor:
    partner = torch.arange(len(a)).flip(0)
    loss: Tensor = losses.MixedBarlowTwinsLoss()(
        a, b, torch.cat([a[:, :3], b[:, 3:]], dim=1), partner, torch.tensor(0.5)
    )
    return loss


def fresh_tico(a: Tensor, b: Tensor) -> Tensor:
    """A new module each time: it remembers batches."""
    loss: Tensor = losses.TiCoLoss(DIM)(a, b)
    return loss


def stacked(loss: losses.LeJEPALoss | losses.VISRegLoss, a: Tensor, b: Tensor) -> Tensor:
    directions = random_directions(a.float(), 8, generator=torch.Generator().manual_seed(0))
    return loss.along(torch.stack([a, b]), torch.stack([b]), directions)["loss"]


LOSSES: dict[str, Callable[[Tensor, Tensor], Tensor]] = {
    "nt_xent": losses.NTXentLoss(),
    "info_nce": losses.InfoNCELoss(),
    "dcl": losses.DCLLoss(),
    "dclw": losses.DCLWLoss(),
    "cosine": losses.NegativeCosineSimilarity(),
    "barlow_twins": losses.BarlowTwinsLoss(),
    "mixed_barlow_twins": mixed,
    "vicreg": losses.VICRegLoss(),
    "swav": lambda a, b: losses.SwAVLoss()([a, b], [b]),
    "dino": lambda a, b: losses.DINOLoss(DIM)([a, b, a], [a, b], teacher_temperature=0.04),
    "tico": fresh_tico,
    "mmcr": lambda a, b: losses.MMCRLoss()(torch.stack([a, b], dim=1)),
    "resa": lambda a, b: losses.ReSALoss()([a, b], [b, a], a, b),
    "lejepa": lambda a, b: stacked(losses.LeJEPALoss(), a, b),
    "visreg": lambda a, b: stacked(losses.VISRegLoss(), a, b),
}


def pair(batch: int) -> tuple[Tensor, Tensor]:
    a, b = torch.randn(2, batch, DIM, generator=torch.Generator().manual_seed(batch)).unbind()
    return a, b


@pytest.mark.parametrize("name", LOSSES)
@pytest.mark.parametrize("half", [torch.bfloat16, torch.float16])
def test_half_precision_is_computed_in_float32(name: str, half: torch.dtype) -> None:
    a, b = (x.to(half) for x in pair(8))
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=half == torch.bfloat16):
        inside = LOSSES[name](a, b)
    assert inside.dtype == torch.float32
    assert torch.equal(inside, LOSSES[name](a.float(), b.float()))


@pytest.mark.parametrize("name", LOSSES)
@pytest.mark.parametrize("case", ["batch of two", "same embedding for all", "views agree exactly", "huge"])
def test_value_and_gradient_stay_finite(name: str, case: str) -> None:
    a, b = pair(2 if case == "batch of two" else 8)
    if case == "same embedding for all":
        a, b = a[:1].expand(8, DIM).clone(), a[:1].expand(8, DIM).clone()
    elif case == "views agree exactly":
        b = a.clone()
    elif case == "huge":
        a, b = a * 1e3, b * 1e3
    a.requires_grad_()
    b.requires_grad_()
    loss = LOSSES[name](a, b)
    loss.backward()  # type: ignore[no-untyped-call]
    assert torch.isfinite(loss)
    for leaf in (a, b):
        assert leaf.grad is None or torch.isfinite(leaf.grad).all()
