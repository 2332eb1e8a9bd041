"""Two processes with half a batch each compute what one process computes with the whole batch."""

from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path

import pytest
import torch
import torch.distributed as dist
from torch import Tensor

from store.specs.backbones import Backbone
from store.specs.methods import Method, MoCo, SimCLR
from worker.pretrain.backbones import build_backbone
from worker.pretrain.methods import SelfSupervised, Views, build_method

BATCH = 8
METHODS: dict[str, Method] = {
    "simclr": SimCLR(hidden_dim=16, output_dim=8),
    "moco": MoCo(hidden_dim=16, output_dim=8, memory_bank_size=64),
}


def fixed_method(name: str) -> SelfSupervised:
    """In evaluation mode: batch normalisation then keeps images apart, so that only the loss connects them."""
    return build_method(METHODS[name], build_backbone(Backbone(width=8), image_size=16)).eval()


def halves(rank: int, processes: int) -> tuple[Tensor, Tensor]:
    both = torch.randn(2, BATCH, 3, 16, 16, generator=torch.Generator().manual_seed(5))
    share = BATCH // processes
    query_view, key_view = both[:, rank * share : (rank + 1) * share].unbind()
    return query_view, key_view


def step(method: SelfSupervised, rank: int, processes: int) -> dict[str, Tensor]:
    loss = method(Views(halves(rank, processes))).loss
    loss.backward()
    result = {name: p.grad for name, p in method.named_parameters() if p.grad is not None}
    result |= {name: b for name, b in method.named_buffers() if name.startswith("memory_bank")}
    return result | {"loss": loss.detach()}


def run_rank(rank: int, folder: str) -> None:
    dist.init_process_group(
        "gloo", init_method=f"file://{folder}/meet", rank=rank, world_size=2, timeout=timedelta(seconds=120)
    )
    try:
        for name in METHODS:
            result = step(fixed_method(name), rank, 2)
            for value in result.values():
                dist.all_reduce(value)
                value.div_(2)
            torch.save(result, Path(folder) / f"{name}-{rank}.pt")
    finally:
        dist.destroy_process_group()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("gloo")
    other = get_context("spawn").Process(target=run_rank, args=(1, str(path)))
    other.start()
    run_rank(0, str(path))
    other.join()
    assert other.exitcode == 0
    return path


@pytest.mark.parametrize("name", METHODS)
@pytest.mark.parametrize("rank", [0, 1])
def test_loss_gradient_and_bank_equal_those_of_one_process(name: str, rank: int, folder: Path) -> None:
    expected = step(fixed_method(name), 0, 1)
    shared = torch.load(folder / f"{name}-{rank}.pt", weights_only=True)
    assert shared.keys() == expected.keys()
    assert any(gradient.any() for key, gradient in shared.items() if key.startswith("backbone"))
    for key, value in expected.items():
        torch.testing.assert_close(shared[key], value, rtol=1e-4, atol=1e-6)
