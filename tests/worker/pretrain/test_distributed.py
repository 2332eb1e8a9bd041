"""Two processes with half a batch each compute what one process computes with the whole batch."""

from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path

import pytest
import torch
import torch.distributed as dist
from torch import Tensor

from store.specs import methods as specs
from store.specs.backbones import Backbone
from worker.pretrain.backbones import build_backbone
from worker.pretrain.losses import MixedBarlowTwinsLoss
from worker.pretrain.methods import Moment, SelfSupervised, Views, build_method

BATCH, STEPS = 8, 3
MIXED = "mixed_barlow_twins"
METHODS: list[specs.Method] = [
    specs.SimCLR(hidden_dim=16, output_dim=8),
    specs.DCL(hidden_dim=16, output_dim=8),
    specs.DCLW(hidden_dim=16, output_dim=8),
    specs.MoCo(hidden_dim=16, output_dim=8, memory_bank_size=64),
    specs.MoCoV3(hidden_dim=16, output_dim=8),
    specs.NNCLR(hidden_dim=16, output_dim=8, prediction_dim=16, memory_bank_size=64),
    specs.SimSiam(hidden_dim=16, output_dim=8, prediction_dim=16),
    specs.FastSiam(hidden_dim=16, output_dim=8, prediction_dim=16),
    specs.BYOL(hidden_dim=16, output_dim=8),
    specs.BarlowTwins(hidden_dim=16, output_dim=8),
    specs.VICReg(hidden_dim=16, output_dim=8),
    specs.TiCo(hidden_dim=16, output_dim=8),
    specs.MMCR(hidden_dim=16, output_dim=8, compression_weight=0.1),
    specs.LeJEPA(hidden_dim=16, output_dim=8, slices=7),
    specs.VISReg(hidden_dim=16, output_dim=8, slices=7),
    specs.SwAV(hidden_dim=16, output_dim=8, prototypes=6, queue_size=17, queue_start=0.0),
    specs.DINO(hidden_dim=16, output_dim=8, bottleneck_dim=8),
    specs.ReSA(hidden_dim=16, output_dim=8),
]
NAMES = [*(spec.name for spec in METHODS), MIXED]


def fixed_method(spec: specs.Method) -> SelfSupervised:
    """In evaluation mode: batch normalisation then keeps images apart, so that only the loss connects them."""
    return build_method(spec, build_backbone(Backbone(width=8), image_size=16)).eval()


def share(whole: Tensor, rank: int, processes: int) -> Tensor:
    """The rows of one process."""
    rows = len(whole) // processes
    return whole[rank * rows : (rank + 1) * rows]


def views(spec: specs.Method, step: int, rank: int, processes: int) -> Views:
    generator = torch.Generator().manual_seed(step)
    full, local = spec.global_views, 1
    crops = [torch.randn(BATCH, 3, size, size, generator=generator) for size in (*[16] * full, *[12] * local)]
    mine = [share(crop, rank, processes) for crop in crops]
    # Random numbers of a loss: every process may have others, those of the first one count.
    generator = torch.Generator().manual_seed(100 * rank + step)
    return Views(tuple(mine[:full]), tuple(mine[full:]), generator=generator)


def run(spec: specs.Method, rank: int, processes: int) -> dict[str, Tensor]:
    """Loss and gradients of the last of some steps, and the banks, queues and centres that they leave behind."""
    method = fixed_method(spec)
    for step in range(STEPS):
        loss = method(views(spec, step, rank, processes), Moment(step, STEPS)).loss
    loss.backward()
    result = {name: p.grad for name, p in method.named_parameters() if p.grad is not None}
    return result | {name: b for name, b in method.named_buffers() if b.is_floating_point()} | {"loss": loss.detach()}


def run_mixed(rank: int, processes: int) -> dict[str, Tensor]:
    """The loss alone, because the method mixes every image with one of the same process."""
    leaves = torch.randn(3, BATCH, 5, generator=torch.Generator().manual_seed(4)).unbind()
    mine = [share(leaf, rank, processes).clone().requires_grad_() for leaf in leaves]
    halves = torch.tensor([2, 0, 3, 1])
    partner = halves if processes == 2 else torch.cat([halves, halves + 4])
    loss = MixedBarlowTwinsLoss()(*mine, partner, torch.tensor(0.3))
    loss.backward()
    # As if the embeddings were the work of one parameter per image, which only one process has a gradient of.
    gradients = [torch.zeros(BATCH, 5) for _ in mine]
    for whole, leaf in zip(gradients, mine, strict=True):
        assert leaf.grad is not None
        share(whole, rank, processes).copy_(leaf.grad)
    return {"loss": loss.detach(), **{f"backbone {i}": gradient for i, gradient in enumerate(gradients)}}


def result_of(name: str, rank: int, processes: int) -> dict[str, Tensor]:
    if name == MIXED:
        return run_mixed(rank, processes)
    return run(next(spec for spec in METHODS if spec.name == name), rank, processes)


def run_rank(rank: int, folder: str) -> None:
    torch.set_num_threads(1)
    dist.init_process_group(
        "gloo", init_method=f"file://{folder}/meet", rank=rank, world_size=2, timeout=timedelta(seconds=120)
    )
    try:
        for name in NAMES:
            torch.save(result_of(name, rank, 2), Path(folder) / f"{name}-{rank}.pt")
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


def load(folder: Path, name: str) -> tuple[dict[str, Tensor], dict[str, Tensor]]:
    first, second = (torch.load(folder / f"{name}-{rank}.pt", weights_only=True) for rank in (0, 1))
    return first, second


@pytest.mark.parametrize("name", NAMES)
def test_loss_gradient_and_state_equal_those_of_one_process(name: str, folder: Path) -> None:
    expected = result_of(name, 0, 1)
    first, second = load(folder, name)
    assert first.keys() == second.keys() == expected.keys()
    assert any(gradient.any() for key, gradient in first.items() if key.startswith("backbone"))
    # Gradients that are zero in theory, of a bias in front of a centring, are rounding errors of the others.
    largest = max(float(value.abs().max()) for key, value in expected.items() if key.startswith("backbone"))
    for key, value in expected.items():
        # Averaging over processes is what DistributedDataParallel does with gradients.
        mean = (first[key] + second[key]) / 2
        assert torch.allclose(mean, value, rtol=1e-4, atol=3e-5 * min(largest, 1)), f"{key}: {mean} is not {value}"


@pytest.mark.parametrize("name", NAMES)
def test_every_process_ends_with_the_same_banks_queues_and_centres(name: str, folder: Path) -> None:
    first, second = load(folder, name)
    for key in first:
        if key.startswith(("memory_bank", "queues", "loss.")):
            assert torch.equal(first[key], second[key]), key
