"""LARS against a loop over parameters, and what every optimizer decays."""

import pytest
import torch
from torch import Tensor, nn

from store.specs.optimizers import LARS as LARS_SPEC
from store.specs.optimizers import SGD, AdamW, Optimizer
from worker.pretrain.optimizers import LARS, build_optimizer


def network(seed: int = 0) -> nn.Sequential:
    torch.manual_seed(seed)
    return nn.Sequential(nn.Conv2d(3, 4, 3), nn.BatchNorm2d(4), nn.Flatten(), nn.Linear(16, 2))


def backward(module: nn.Module, seed: int) -> None:
    module.zero_grad()
    inputs = torch.randn(5, 3, 4, 4, generator=torch.Generator().manual_seed(seed))
    module(inputs).square().sum().backward()


def reference_lars(
    params: list[Tensor], buffers: list[Tensor], *, lr: float, momentum: float, decay: float, trust: float
) -> None:
    for parameter, buffer in zip(params, buffers, strict=True):
        gradient = parameter.grad
        assert gradient is not None
        if parameter.ndim > 1:
            size, slope = float(parameter.norm()), float(gradient.norm())
            ratio = trust * size / (slope + decay * size) if size > 0 and slope > 0 else 1.0
            gradient = ratio * (gradient + decay * parameter)
        buffer.mul_(momentum).add_(gradient)
        parameter.sub_(lr * buffer)


def test_lars_is_the_plain_algorithm() -> None:
    ours, theirs = network(), network()
    spec = LARS_SPEC(lr=0.005, weight_decay=0.01, trust_coefficient=0.02)
    optimizer = build_optimizer(spec, ours, batch_size=512)
    assert isinstance(optimizer, LARS)
    buffers = [torch.zeros_like(p) for p in theirs.parameters()]
    for seed in range(4):
        backward(ours, seed)
        optimizer.step()
        backward(theirs, seed)
        with torch.no_grad():
            reference_lars(list(theirs.parameters()), buffers, lr=0.01, momentum=0.9, decay=0.01, trust=0.02)
    for one, two in zip(ours.parameters(), theirs.parameters(), strict=True):
        torch.testing.assert_close(one, two)


def test_lars_survives_zero_weights_and_zero_gradients() -> None:
    still, fresh = nn.Parameter(torch.ones(2, 2)), nn.Parameter(torch.zeros(2, 2))
    optimizer = LARS([still, fresh], lr=0.5, momentum=0.0)
    still.grad, fresh.grad = torch.zeros(2, 2), torch.ones(2, 2)
    optimizer.step()
    assert torch.equal(still, torch.ones(2, 2))
    assert torch.equal(fresh, torch.full((2, 2), -0.5))


def test_lars_skips_parameters_without_gradient() -> None:
    idle = nn.Parameter(torch.ones(2, 2))
    LARS([idle], lr=0.5).step()
    assert torch.equal(idle, torch.ones(2, 2))


@pytest.mark.parametrize("spec", [SGD(weight_decay=0.1), AdamW(weight_decay=0.1), LARS_SPEC(weight_decay=0.1)])
def test_only_matrices_and_kernels_decay(spec: Optimizer) -> None:
    module = network()
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.fill_(1.0)
    optimizer = build_optimizer(spec, module, batch_size=256)
    for parameter in module.parameters():
        parameter.grad = torch.zeros_like(parameter)
    optimizer.step()
    for parameter in module.parameters():
        assert bool((parameter < 1).all()) == (parameter.ndim > 1)


def test_the_learning_rate_is_per_256_images() -> None:
    optimizer = build_optimizer(SGD(lr=0.1), network(), batch_size=64)
    assert [group["lr"] for group in optimizer.param_groups] == pytest.approx([0.025, 0.025])


def test_frozen_parameters_are_left_out() -> None:
    module = network()
    module[0].requires_grad_(False)
    optimizer = build_optimizer(SGD(), module, batch_size=256)
    known = {id(p) for group in optimizer.param_groups for p in group["params"]}
    assert known == {id(p) for p in module.parameters() if p.requires_grad}
