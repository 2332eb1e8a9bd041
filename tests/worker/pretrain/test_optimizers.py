"""LARS against a loop over parameters, torch's optimizers against torch, and what every optimizer decays."""

import inspect
import math
from typing import Any, get_args

import pytest
import torch
from torch import Tensor, nn

from store.specs.backbones import Backbone
from store.specs.optimizers import LARS as LARS_SPEC
from store.specs.optimizers import SGD, Adam, AdamW, Optimizer, OptimizerSpec, Rprop, Schedule
from worker.pretrain.backbones import build_backbone
from worker.pretrain.lars import LARS
from worker.pretrain.optimizers import build_optimizer, parameter_groups
from worker.pretrain.schedule import StepSchedule

SPECS: list[type[OptimizerSpec]] = list(get_args(get_args(Optimizer)[0]))
# How torch computes, not what: chosen by us.
HOW = {"params", "self", "foreach", "fused", "maximize", "differentiable", "capturable"}
UNUSABLE = {"LBFGS", "SparseAdam", "Muon"}


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


def test_every_optimizer_of_the_installed_torch_can_be_chosen() -> None:
    classes = vars(torch.optim).values()
    theirs = {c for c in classes if isinstance(c, type) and issubclass(c, torch.optim.Optimizer)} - {
        torch.optim.Optimizer
    }
    known = {model.model_fields["name"].default for model in SPECS}
    assert {c.__name__.lower() for c in theirs if c.__name__ not in UNUSABLE} | {"lars"} == known


@pytest.mark.parametrize("model", [model for model in SPECS if model is not LARS_SPEC])
def test_the_parameters_are_those_of_the_installed_torch(model: type[OptimizerSpec]) -> None:
    (theirs,) = (c for name, c in vars(torch.optim).items() if name.lower() == model.model_fields["name"].default)
    signature = inspect.signature(theirs.__init__).parameters
    own = model.model_fields.keys() - OptimizerSpec.model_fields.keys() - {"name"}
    known = signature.keys() - HOW - {"lr", "weight_decay"}
    # AdamW is the decoupled Adam.
    assert own == known
    for name in own - {"momentum"}:  # the momentum of SGD is ours
        assert model.model_fields[name].default == signature[name].default


@pytest.mark.parametrize("model", SPECS)
def test_a_step_is_the_one_that_torch_takes(model: type[OptimizerSpec]) -> None:
    ours, theirs = network(), network()
    spec = model.model_validate({"lr": 0.01, "weight_decay": 0})
    optimizer = build_optimizer(spec, ours, batch_size=512)  # type: ignore[arg-type]
    own = {name: getattr(spec, name) for name in type(spec).model_fields.keys() - OptimizerSpec.model_fields - {"name"}}
    own |= {"lr": 0.02} if model is Rprop else {"lr": 0.02, "weight_decay": 0.0}
    cls: Any = type(optimizer)
    plain = cls(theirs.parameters(), **own)
    if isinstance(plain, LARS):
        plain.param_groups[0]["adaptive"] = True
    for seed in range(3):
        for module, stepper in ((ours, optimizer), (theirs, plain)):
            backward(module, seed)
            stepper.step()
    for one, two in zip(ours.parameters(), theirs.parameters(), strict=True):
        if one.ndim > 1 or model is not LARS_SPEC:  # LARS adapts matrices and kernels alone
            torch.testing.assert_close(one, two, rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize(("scaling", "factor"), [("linear", 4.0), ("sqrt", 2.0), ("none", 1.0)])
def test_the_learning_rate_follows_the_batch_as_asked(scaling: str, factor: float) -> None:
    spec = Adam.model_validate({"lr": 0.1, "lr_scaling": scaling})
    (group, _) = build_optimizer(spec, network(), batch_size=1024).param_groups
    assert group["lr"] == pytest.approx(0.1 * factor)


def test_tokens_and_position_embeddings_do_not_decay() -> None:
    module = nn.Module()
    module.pos_embed, module.cls_token = nn.Parameter(torch.ones(1, 4, 8)), nn.Parameter(torch.ones(1, 1, 8))
    module.proj = nn.Linear(8, 8)
    decayed, still = parameter_groups(module, weight_decay=0.1)
    assert decayed["params"] == [module.proj.weight]
    assert still["weight_decay"] == 0
    assert len(still["params"]) == 3


def test_layers_learn_slower_the_earlier_they_are() -> None:
    method = nn.Module()
    method.backbone, method.head = build_backbone(Backbone(width=8), 16), nn.Linear(64, 4)
    spec = SGD(lr=1, layer_decay=0.5)
    optimizer = build_optimizer(spec, method, batch_size=256)
    rates = {id(p): group["lr"] for group in optimizer.param_groups for p in group["params"]}
    parameters = dict(method.named_parameters())
    assert rates[id(parameters["head.weight"])] == 1
    assert rates[id(parameters["backbone.layer4.1.conv2.weight"])] == 0.5
    early, late = (
        rates[id(parameters["backbone.conv1.weight"])],
        rates[id(parameters["backbone.layer2.0.conv1.weight"])],
    )
    assert early < late < 0.5
    steps = StepSchedule(
        spec, Schedule(name="constant", warmup_epochs=0), batch_size=256, steps_per_epoch=1, total_steps=4
    )
    steps.apply(optimizer, 2)
    assert {id(p): group["lr"] for group in optimizer.param_groups for p in group["params"]} == rates


def test_one_cycle_is_torchs() -> None:
    spec, schedule = (
        Adam(lr=0.5),
        Schedule(name="one_cycle", warmup_epochs=3, final_lr_fraction=0.01, final_momentum=0.85),
    )
    ours, theirs = build_optimizer(spec, network(), batch_size=256), torch.optim.Adam(network().parameters(), lr=0.5)
    reference = torch.optim.lr_scheduler.OneCycleLR(
        theirs, max_lr=0.5, total_steps=20, pct_start=6 / 20, div_factor=25, final_div_factor=4, max_momentum=0.9
    )
    steps = StepSchedule(spec, schedule, batch_size=256, steps_per_epoch=2, total_steps=20)
    for step in range(20):
        steps.apply(ours, step)
        assert ours.param_groups[0]["lr"] == pytest.approx(theirs.param_groups[0]["lr"])
        assert ours.param_groups[0]["betas"][0] == pytest.approx(theirs.param_groups[0]["betas"][0])
        theirs.step()
        if step < 19:
            reference.step()


def test_weight_decay_and_momentum_move_along_half_a_cosine() -> None:
    spec, schedule = SGD(weight_decay=0.04), Schedule(final_weight_decay=0.4, final_momentum=0.5)
    optimizer = build_optimizer(spec, network(), batch_size=256)
    steps = StepSchedule(spec, schedule, batch_size=256, steps_per_epoch=3, total_steps=9)
    seen = []
    for step in range(9):
        steps.apply(optimizer, step)
        decayed, still = optimizer.param_groups
        seen.append((decayed["weight_decay"], decayed["momentum"]))
        assert still["weight_decay"] == 0
    for step, (decay, momentum) in enumerate(seen):
        gone = (1 - math.cos(math.pi * step / 8)) / 2
        assert decay == pytest.approx(0.04 + gone * 0.36)
        assert momentum == pytest.approx(0.9 - gone * 0.4)


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
