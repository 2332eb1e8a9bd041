"""Memory bank, nearest neighbours and momentum encoders change as lightly's do."""

import copy

import pytest
import torch
import torch.nn.functional as F
from torch import nn

from store.specs.backbones import Backbone
from store.specs.methods import NNCLR
from worker.pretrain.backbones import build_backbone
from worker.pretrain.losses import MemoryBank
from worker.pretrain.methods import build_method
from worker.pretrain.methods import nnclr as ours
from worker.pretrain.methods.momentum import follow, momentum_copy

banks = pytest.importorskip("lightly.models.modules.memory_bank")


def test_the_memory_bank_where_batches_divide_its_size() -> None:
    """lightly drops the end of a batch that reaches the end of the bank; ours goes on at the beginning."""
    bank, peer = MemoryBank(12, 5), banks.MemoryBankModule(size=(12, 5))
    peer.bank = bank.keys.clone()
    for seed in range(7):
        keys = torch.randn(4, 5, generator=torch.Generator().manual_seed(seed))
        bank.enqueue(keys)
        peer(keys, update=True)
        assert torch.equal(bank.keys, peer.bank)


def test_nearest_neighbours() -> None:
    from lightly.models.modules.nn_memory_bank import NNMemoryBankModule

    spec = NNCLR(hidden_dim=16, output_dim=8, prediction_dim=16, memory_bank_size=64)
    method = build_method(spec, build_backbone(Backbone(width=8), image_size=16))
    assert isinstance(method, ours.NNCLR)
    peer = NNMemoryBankModule(size=(64, 8))
    peer.bank = method.memory_bank.keys.clone()
    units = F.normalize(torch.randn(9, 8, generator=torch.Generator().manual_seed(2)), dim=1)
    assert torch.equal(method._nearest(units), peer(units))


def test_the_momentum_encoder() -> None:
    from lightly.models.utils import update_momentum

    network = nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4), nn.Linear(4, 2))
    slow = momentum_copy(network)
    peer = copy.deepcopy(network)
    for momentum in (0.9, 0.99, 1.0, 0.0):
        with torch.no_grad():
            for parameter in network.parameters():
                parameter.add_(torch.randn_like(parameter))
        follow(slow, network, momentum=momentum)
        update_momentum(network, peer, m=momentum)
        for mine, theirs in zip(slow.parameters(), peer.parameters(), strict=True):
            torch.testing.assert_close(mine, theirs, rtol=1e-6, atol=1e-7)
