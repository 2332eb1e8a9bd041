"""What holds for every method: it learns, resumes to the same bits, and gradients go where they should."""

import io
import math
from collections.abc import Iterator
from typing import Any, get_args

import pytest
import torch
from torch import Tensor

from store.specs.backbones import Backbone
from store.specs.methods import Method, MethodSpec, MoCoV3
from store.specs.optimizers import SGD
from store.specs.transforms import ViewTransform
from worker.device import Device
from worker.pretrain.backbones import build_backbone
from worker.pretrain.methods import Moment, SelfSupervised, Views, build_method
from worker.reporting import UserError

SMALL = {
    "hidden_dim": 16,
    "output_dim": 8,
    "prediction_dim": 16,
    "bottleneck_dim": 8,
    "memory_bank_size": 64,
    "queue_size": 16,
    "prototypes": 10,
    "slices": 16,
    "queue_start": 0.0,
}
BATCH, STEPS = 8, 4


def specs() -> Iterator[Any]:
    """One small spec of every method in the catalog that convolutional networks can be trained with."""
    for model in get_args(get_args(Method)[0]):
        if issubclass(model, MethodSpec) and not model.needs_vit and model.family not in ("masked", "distillation"):
            fields = {name: value for name, value in SMALL.items() if name in model.model_fields}
            yield pytest.param(model(**fields), id=model.model_fields["name"].default)


def survives_bfloat16() -> bool:
    try:
        with Device(torch.device("cpu")).autocast("bfloat16"):
            return True
    except UserError:
        return False


every_method = pytest.mark.parametrize("spec", list(specs()))


def build(spec: Method) -> SelfSupervised:
    return build_method(spec, build_backbone(Backbone(width=8), image_size=16), seed=3).train()


def views(spec: Method, seed: int, *, batch: int = BATCH, n_local: int = 2) -> Views:
    """Noisy versions of `batch` images; equal seeds mean equal views."""
    generator = torch.Generator().manual_seed(seed)
    images = torch.randn(batch, 3, 16, 16, generator=torch.Generator().manual_seed(11))

    def crop(size: int) -> Tensor:
        return images[:, :, :size, :size] + 0.1 * torch.randn(batch, 3, size, size, generator=generator)

    full = tuple(crop(16) for _ in range(spec.global_views))
    return Views(full, tuple(crop(12) for _ in range(n_local)), generator=generator)


def train(
    method: SelfSupervised,
    optimizer: torch.optim.Optimizer,
    spec: Method,
    first: int,
    last: int,
    *,
    same_views: bool = False,
) -> list[float]:
    losses = []
    for step in range(first, last):
        moment = Moment(step, STEPS, epoch=1 + step // 2)
        loss = method(views(spec, 0 if same_views else step), moment).loss
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        method.before_step(moment)
        optimizer.step()
        method.after_step(moment)
        losses.append(loss.item())
    return losses


def sgd(method: SelfSupervised, lr: float = 0.01) -> torch.optim.Optimizer:
    return torch.optim.SGD([p for p in method.parameters() if p.requires_grad], lr=lr, momentum=0.9)


@every_method
def test_the_loss_of_one_batch_falls(spec: Method) -> None:
    method = build(spec)
    optimizer = torch.optim.Adam([p for p in method.parameters() if p.requires_grad], lr=2e-3)
    losses = train(method, optimizer, spec, 0, 8, same_views=True)
    assert all(math.isfinite(loss) for loss in losses)
    # TiCo's covariance is empty at first, and ReSA's two networks begin as one: their losses first rise.
    peak = max(losses) if spec.name in ("tico", "resa") else losses[0]
    assert min(losses[-3:]) < peak


@every_method
def test_a_resumed_run_ends_with_the_same_bits(spec: Method) -> None:
    straight = build(spec)
    train(straight, sgd(straight), spec, 0, STEPS)
    first, second = build(spec), build(spec)
    optimizer = sgd(first)
    train(first, optimizer, spec, 0, STEPS // 2)
    file = io.BytesIO()
    torch.save([first.state_dict(), optimizer.state_dict()], file)
    file.seek(0)
    saved, saved_optimizer = torch.load(file, weights_only=True)
    resumed = sgd(second)
    second.load_state_dict(saved)
    resumed.load_state_dict(saved_optimizer)
    train(second, resumed, spec, STEPS // 2, STEPS)
    expected, state = straight.state_dict(), second.state_dict()
    assert expected.keys() == state.keys()
    for name, value in expected.items():
        assert torch.equal(value, state[name]) if isinstance(value, Tensor) else value == state[name], name


@every_method
def test_gradients_reach_all_that_is_trained_and_nothing_else(spec: Method) -> None:
    method = build(spec)
    momentum = {name for name, p in method.named_parameters() if not p.requires_grad}
    assert all(name.startswith(("momentum_", "teacher.")) for name in momentum)
    method(views(spec, 0), Moment(0, STEPS)).loss.backward()
    for name, parameter in method.named_parameters():
        if name in momentum:
            assert parameter.grad is None, name
        else:
            assert parameter.grad is not None, name
            assert torch.isfinite(parameter.grad).all(), name
    assert any(p.grad is not None and p.grad.any() for p in method.backbone.parameters())


@every_method
def test_momentum_networks_follow_slowly(spec: Method) -> None:
    method = build(spec)
    before = {name: p.clone() for name, p in method.named_parameters() if not p.requires_grad}
    train(method, sgd(method, lr=0.1), spec, 0, 1)
    for name, parameter in method.named_parameters():
        if name in before and parameter.ndim > 1:
            assert not torch.equal(parameter, before[name]), name


@every_method
def test_no_local_crops_and_a_batch_of_two(spec: Method) -> None:
    method = build(spec)
    loss = method(views(spec, 0, batch=2, n_local=0), Moment(0, STEPS)).loss
    loss.backward()
    assert torch.isfinite(loss)
    assert all(torch.isfinite(p.grad).all() for p in method.parameters() if p.grad is not None)


@every_method
@pytest.mark.skipif(not survives_bfloat16(), reason="this chip dies of bfloat16")
def test_bfloat16_autocast_gives_a_float32_loss_near_that_of_float32(spec: Method) -> None:
    exact, rounded = build(spec), build(spec)
    expected = exact(views(spec, 0), Moment(0, STEPS)).loss
    with torch.autocast("cpu", dtype=torch.bfloat16):
        loss = rounded(views(spec, 0), Moment(0, STEPS)).loss
    loss.backward()
    assert loss.dtype == torch.float32
    torch.testing.assert_close(loss, expected, rtol=0.15, atol=0.15)


@every_method
@pytest.mark.parametrize("image_size", [32, 96, 224])
def test_recipes_fit_the_image_size(spec: Method, image_size: int) -> None:
    recipe = spec.recipe(Backbone(), image_size)
    assert recipe.optimizer.lr > 0
    if image_size > 128 and spec.name in ("byol", "swav", "barlow_twins", "vicreg"):
        assert recipe.optimizer.name == "lars"
    if image_size <= 32:
        assert isinstance(recipe.transform.query, ViewTransform)
        assert recipe.transform.query.gaussian_blur == 0
        assert not isinstance(recipe.optimizer, SGD) or recipe.optimizer.lr <= 0.3


@every_method
def test_the_spec_says_when_to_use_it(spec: Method) -> None:
    assert "\n\n    Use it" in (type(spec).__doc__ or "")


def on_a_transformer(spec: Method) -> SelfSupervised:
    return build_method(spec, build_backbone(Backbone(name="timm/test_vit", patch_size=4), image_size=16)).train()


@pytest.mark.parametrize("name", ["moco_v3", "swav", "dino", "lejepa", "visreg"])
def test_transformers_take_local_crops_and_train_whole(name: str) -> None:
    spec = next(parameter.values[0] for parameter in specs() if parameter.id == name)
    method = on_a_transformer(spec)
    method(views(spec, 0), Moment(0, STEPS)).loss.backward()
    silent = [n for n, p in method.named_parameters() if p.requires_grad and (p.grad is None or not p.grad.any())]
    assert silent == []


def test_moco_v3_keeps_the_patch_projection_of_transformers() -> None:
    kept = MoCoV3(hidden_dim=16, output_dim=8)
    for spec in (kept, kept.model_copy(update={"freeze_patches": False})):
        method = on_a_transformer(spec)
        before = {name: p.clone() for name, p in method.backbone.named_parameters() if "patch_embed" in name}
        train(method, sgd(method), spec, 0, 1)
        after = dict(method.backbone.named_parameters())
        assert before
        assert all(torch.equal(after[name], value) == spec.freeze_patches for name, value in before.items())
