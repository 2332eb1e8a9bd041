"""Every loss that lightly has, too, equals lightly's in value and gradient."""

from collections.abc import Callable
from typing import Any

import pytest
import torch
import torch.nn.functional as F
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor

from worker.pretrain import losses
from worker.pretrain.losses.slices import invariance, random_directions

lightly = pytest.importorskip("lightly.loss")

Loss = Callable[..., Tensor]
SHAPES = {"batch": st.integers(2, 9), "dim": st.integers(2, 12), "seed": st.integers(0, 10_000)}


def random_views(seed: int, *shape: int) -> list[Tensor]:
    generator = torch.Generator().manual_seed(seed)
    return list((torch.randn(*shape, generator=generator, dtype=torch.float64) * 1.7 + 0.3).unbind())


def assert_equal(ours: Loss, peers: Loss, inputs: list[Tensor]) -> None:
    """Same value and same gradients with respect to all inputs, to 1e-6."""
    results = []
    for loss in (ours, peers):
        leaves = [x.clone().requires_grad_() for x in inputs]
        value = loss(*leaves).squeeze()
        gradients = torch.autograd.grad(value, leaves, allow_unused=True)
        results.append([value, *(torch.zeros(()) if g is None else g for g in gradients)])
    for mine, theirs in zip(*results, strict=True):
        assert mine.dtype == theirs.dtype
        torch.testing.assert_close(mine, theirs, rtol=1e-6, atol=1e-6)


PAIRS: dict[str, tuple[Callable[[], Any], Callable[[], Any]]] = {
    "nt_xent": (lambda: losses.NTXentLoss(temperature=0.2), lambda: lightly.NTXentLoss(temperature=0.2)),
    "nt_xent sharp": (lambda: losses.NTXentLoss(temperature=0.02), lambda: lightly.NTXentLoss(temperature=0.02)),
    "dcl": (lambda: losses.DCLLoss(temperature=0.1), lambda: lightly.DCLLoss(temperature=0.1)),
    "dclw": (lambda: losses.DCLWLoss(temperature=0.3), lambda: lightly.DCLWLoss(temperature=0.3)),
    "dclw narrow": (lambda: losses.DCLWLoss(sigma=0.1), lambda: lightly.DCLWLoss(sigma=0.1)),
    "cosine": (losses.NegativeCosineSimilarity, lightly.NegativeCosineSimilarity),
    "barlow_twins": (losses.BarlowTwinsLoss, lightly.BarlowTwinsLoss),
    "barlow_twins heavy": (
        lambda: losses.BarlowTwinsLoss(redundancy_weight=0.5),
        lambda: lightly.BarlowTwinsLoss(lambda_param=0.5),
    ),
    "vicreg": (losses.VICRegLoss, lightly.VICRegLoss),
    "vicreg weights": (
        lambda: losses.VICRegLoss(invariance_weight=3, variance_weight=2, covariance_weight=5),
        lambda: lightly.VICRegLoss(lambda_param=3, mu_param=2, nu_param=5),
    ),
}


@pytest.mark.filterwarnings("ignore:To copy construct from a tensor")
@pytest.mark.parametrize("name", PAIRS)
@settings(deadline=None, max_examples=15)
@given(**SHAPES)
def test_losses_of_two_views(name: str, batch: int, dim: int, seed: int) -> None:
    ours, peers = PAIRS[name]
    assert_equal(ours(), peers(), random_views(seed, 2, batch, dim))


@settings(deadline=None, max_examples=10)
@given(**SHAPES, bank=st.integers(1, 20))
def test_info_nce_over_a_memory_bank(batch: int, dim: int, seed: int, bank: int) -> None:
    query, key = random_views(seed, 2, batch, dim)
    peer = lightly.NTXentLoss(temperature=0.2, memory_bank_size=(bank, dim))
    older = F.normalize(torch.stack(random_views(seed + 1, bank, dim)), dim=1)
    peer.memory_bank.bank = older.clone()

    def ours(query: Tensor, key: Tensor) -> Tensor:
        first = torch.zeros(1, dtype=torch.int64)
        each = [
            losses.info_nce(query[i : i + 1], torch.cat([key[i : i + 1], older]), first, temperature=0.2)
            for i in range(batch)
        ]
        return torch.stack(each).mean()

    def peers(query: Tensor, key: Tensor) -> Tensor:
        loss: Tensor = peer(query, key)
        return loss

    assert_equal(ours, peers, [query, key])


@settings(deadline=None, max_examples=15)
@given(**SHAPES, n_local=st.integers(0, 3), queue=st.one_of(st.none(), st.integers(1, 8)))
def test_swav_with_local_crops_and_queue(batch: int, dim: int, seed: int, n_local: int, queue: int | None) -> None:
    scores = random_views(seed, 2 + n_local, batch, dim)
    earlier = None if queue is None else random_views(seed + 1, 2, queue, dim)
    ours, peer = losses.SwAVLoss(), lightly.SwaVLoss()
    assert_equal(
        lambda *crops: ours(crops[:2], crops[2:], earlier),
        lambda *crops: peer(list(crops[:2]), list(crops[2:]), earlier),
        [F.normalize(crop, dim=1) for crop in scores],
    )


@settings(deadline=None, max_examples=10)
@given(**SHAPES, iterations=st.integers(1, 5), epsilon=st.sampled_from([0.03, 0.05, 0.5]))
def test_sinkhorn(batch: int, dim: int, seed: int, iterations: int, epsilon: float) -> None:
    from lightly.loss.swav_loss import sinkhorn

    scores = F.normalize(torch.stack(random_views(seed, batch, dim)), dim=1)
    codes = losses.sinkhorn(scores, epsilon=epsilon, iterations=iterations)
    torch.testing.assert_close(codes, sinkhorn(scores, iterations=iterations, epsilon=epsilon), rtol=1e-6, atol=1e-8)


@settings(deadline=None, max_examples=10)
@given(**SHAPES, n_local=st.integers(0, 3))
def test_dino_and_its_centre(batch: int, dim: int, seed: int, n_local: int) -> None:
    ours, peer = losses.DINOLoss(dim).double(), lightly.DINOLoss(dim).double()
    for step in range(3):
        student = random_views(seed + step, 2 + n_local, batch, dim)
        teacher = random_views(seed + step + 100, 2, batch, dim)
        temperature = 0.04 + 0.01 * step
        # Both losses move their centre at the end, so each is called once and differentiated afterwards.
        assert_equal(
            lambda *crops, t=teacher, at=temperature: ours(crops, t, teacher_temperature=at),
            lambda *crops, t=teacher, at=temperature: peer(t, list(crops), teacher_temp=at),
            student,
        )
        torch.testing.assert_close(ours.center, peer.center.view(-1), rtol=1e-6, atol=1e-9)


@settings(deadline=None, max_examples=10)
@given(**SHAPES)
def test_tico_and_its_covariance(batch: int, dim: int, seed: int) -> None:
    ours, peer = losses.TiCoLoss(dim).double(), lightly.TiCoLoss()
    for step in range(3):
        assert_equal(ours, peer, random_views(seed + step, 2, batch, dim))
        torch.testing.assert_close(ours.covariance, peer.C, rtol=1e-6, atol=1e-9)


@settings(deadline=None, max_examples=10)
@given(**SHAPES, views=st.integers(1, 3), weight=st.sampled_from([0.0, 5e-3, 0.5]))
def test_mmcr(batch: int, dim: int, seed: int, views: int, weight: float) -> None:
    ours, peer = losses.MMCRLoss(compression_weight=weight), lightly.MMCRLoss(lmda=weight)
    online, slow = (F.normalize(x, dim=2) for x in random_views(seed, 2, batch, views, dim))
    assert_equal(lambda a, b: ours(torch.cat([a, b], dim=1)), peer, [online, slow])


def with_directions(draw: Tensor, monkeypatch: pytest.MonkeyPatch) -> None:
    """lightly draws its directions itself: let it draw these."""
    monkeypatch.setattr(torch, "randn", lambda *args, **kwargs: draw.clone())


@pytest.mark.parametrize("n_local", [1, 3])
@pytest.mark.parametrize(("batch", "dim"), [(2, 2), (5, 3), (8, 7)])
@pytest.mark.parametrize("name", ["lejepa", "visreg"])
def test_lejepa_and_visreg(name: str, batch: int, dim: int, n_local: int, monkeypatch: pytest.MonkeyPatch) -> None:
    views = random_views(batch, 2 + n_local, batch, dim)
    directions = random_directions(views[0], 6)
    ours: Any = losses.LeJEPALoss(weight=0.3) if name == "lejepa" else losses.VISRegLoss(weight=0.3, shape_weight=2)
    if name == "lejepa":
        peer: Any = lightly.LeJEPALoss(lambda_param=0.3, sigreg_num_vectors=6).double()
    else:
        peer = lightly.VISRegLoss(lambda_param=0.3, num_slices=6, lambda_shape=2)
    with_directions(directions, monkeypatch)
    assert_equal(
        lambda *crops: ours.along(torch.stack(crops[:2]), torch.stack(crops[2:]), directions)["loss"],
        lambda *crops: peer(global_proj=torch.stack(crops[:2]), local_proj=torch.stack(crops[2:])),
        views,
    )


def test_the_invariance_of_lejepa() -> None:
    from lightly.loss.lejepa_loss import lejepa_invariance_loss

    views = torch.stack(random_views(0, 5, 4, 3))
    theirs = lejepa_invariance_loss(all_proj=views, global_proj=views[:2])
    torch.testing.assert_close(invariance(views[:2], views[2:]), theirs)
