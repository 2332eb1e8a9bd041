"""The memory bank against a plain queue, the momentum encoder, and the loss against a plain loop."""

import math
from collections import deque

import pytest
import torch
import torch.nn.functional as F
from hypothesis import given, settings
from hypothesis import strategies as st

from store.specs.backbones import Backbone
from store.specs.methods import MoCo as Spec
from worker.pretrain.backbones import build_backbone
from worker.pretrain.losses import MemoryBank
from worker.pretrain.methods import Moment, Views, build_method
from worker.pretrain.methods.moco import MoCo
from worker.reporting import UserError


def small_moco(*, bank: int = 64, momentum: float = 0.9, momentum_end: float = 1.0) -> MoCo:
    spec = Spec(hidden_dim=16, output_dim=8, memory_bank_size=bank, momentum=momentum, momentum_end=momentum_end)
    method = build_method(spec, build_backbone(Backbone(width=8), image_size=16), seed=1)
    assert isinstance(method, MoCo)
    return method


def views(batch: int, seed: int = 0) -> tuple[torch.Tensor, torch.Tensor]:
    both = torch.randn(2, batch, 3, 16, 16, generator=torch.Generator().manual_seed(seed))
    return both[0], both[1]


@settings(deadline=None, max_examples=50)
@given(size=st.integers(1, 12), batches=st.lists(st.integers(1, 12), max_size=12))
def test_the_bank_holds_the_newest_keys_whatever_the_batches(size: int, batches: list[int]) -> None:
    bank = MemoryBank(size, 1)
    expected: deque[float] = deque((float(x) for x in bank.keys[:, 0]), maxlen=size)
    number = 0.0
    for batch in (min(b, size) for b in batches):
        keys = torch.arange(number, number + batch)[:, None]
        number += batch
        positions = bank.enqueue(keys)
        expected.extend(float(x) for x in keys[:, 0])
        assert torch.equal(bank.keys[positions], keys)
        assert sorted(float(x) for x in bank.keys[:, 0]) == sorted(expected)


def test_the_bank_is_updated_in_place() -> None:
    bank = MemoryBank(4, 2)
    address = bank.keys.data_ptr()
    bank.enqueue(torch.ones(3, 2))
    bank.enqueue(torch.zeros(3, 2))
    assert bank.keys.data_ptr() == address
    assert bank.keys.tolist() == [[0, 0], [0, 0], [1, 1], [0, 0]]


def test_the_bank_remembers_its_position_in_the_state_dict() -> None:
    first, second = MemoryBank(5, 2), MemoryBank(5, 2)
    first.enqueue(torch.ones(3, 2))
    second.load_state_dict(first.state_dict())
    assert second.enqueue(torch.ones(3, 2)).tolist() == [3, 4, 0]


def test_a_batch_larger_than_the_bank_is_a_user_error() -> None:
    with pytest.raises(UserError, match="memory_bank_size"):
        MemoryBank(4, 2).enqueue(torch.ones(5, 2))


def test_the_loss_compares_each_query_with_the_whole_bank() -> None:
    method = small_moco().eval()
    query_view, key_view = views(4)
    bank = method.memory_bank.keys.clone()
    with torch.no_grad():
        query = F.normalize(method.projection_head(method.backbone(query_view)), dim=1).double()
        key = F.normalize(method.momentum_encoder(key_view), dim=1)
    bank[:4] = key
    expected = 0.0
    for i in range(4):
        logits = (bank.double() @ query[i] / 0.2).tolist()
        expected -= logits[i] - math.log(sum(math.exp(x) for x in logits))
    loss = method(Views((query_view, key_view))).loss
    assert loss.item() == pytest.approx(expected / 4, rel=1e-5)
    assert torch.allclose(method.memory_bank.keys, bank, atol=1e-6)


def test_the_gradient_reaches_the_query_side_only() -> None:
    method = small_moco()
    method(Views(views(8))).loss.backward()
    with_gradient = {name for name, p in method.named_parameters() if p.grad is not None and p.grad.any()}
    trained = {f"backbone.{name}" for name, _ in method.backbone.named_parameters()}
    trained |= {f"projection_head.{name}" for name, _ in method.projection_head.named_parameters()}
    assert with_gradient == trained


@pytest.mark.parametrize(("progress", "momentum"), [(0.0, 0.9), (0.5, 0.95), (1.0, 1.0)])
def test_the_momentum_encoder_follows_with_a_cosine(progress: float, momentum: float) -> None:
    method = small_moco(momentum=0.9, momentum_end=1.0)
    with torch.no_grad():
        for parameter in method.backbone.parameters():
            parameter.add_(1.0)
    before = [p.clone() for p in method.momentum_encoder.parameters()]
    trained = [*method.backbone.parameters(), *method.projection_head.parameters()]
    method.after_step(Moment(round(progress * 1000) - 1, 1000))
    for now, old, target in zip(method.momentum_encoder.parameters(), before, trained, strict=True):
        torch.testing.assert_close(now, momentum * old + (1 - momentum) * target)
