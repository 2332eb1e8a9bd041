"""torchvision's and timm's models as backbones: names, features, tokens, sizes, layers."""

from typing import Any

import pytest
import timm
import torch
import torchvision
from pydantic import ValidationError
from torch import nn

from store.specs.backbone_models import TIMM_PREFIX, models
from store.specs.backbones import Backbone
from worker.pretrain.backbones import FeatureExtractor, TokenExtractor, build_backbone
from worker.pretrain.backbones.survey import survey, timm_names, torchvision_names
from worker.reporting import UserError

TINY_VIT = Backbone(name="timm/test_vit", patch_size=4)


def images(size: int, batch: int = 2) -> torch.Tensor:
    return torch.randn(batch, 3, size, size, generator=torch.Generator().manual_seed(0))


def tokens_of(spec: Backbone, size: int) -> TokenExtractor:
    backbone = build_backbone(spec, size).eval()
    assert isinstance(backbone, TokenExtractor)
    return backbone


def test_the_list_has_exactly_the_models_of_the_installed_libraries() -> None:
    # When this fails after an update: python -m worker.pretrain.backbones.survey
    assert sorted(models()) == sorted([*torchvision_names(), *timm_names()])


@pytest.mark.parametrize(
    "name",
    ["mobilenet_v3_small", "vit_b_16", "timm/resnet18d", "timm/test_vit", "timm/swin_tiny_patch4_window7_224",
     "timm/mobilenetv4_conv_small_035", "timm/vit_base_patch16_siglip_224"],
)  # fmt: skip
def test_the_list_says_what_the_libraries_say(name: str) -> None:
    assert models()[name] == survey(name)


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("alexnet", 64), ("convnext_tiny", 32), ("densenet121", 32), ("efficientnet_b0", 32), ("googlenet", 32),
        ("mnasnet0_5", 32), ("mobilenet_v2", 32), ("mobilenet_v3_small", 32), ("regnet_y_400mf", 32),
        ("shufflenet_v2_x0_5", 32), ("squeezenet1_1", 32), ("swin_t", 32), ("vgg11", 32), ("resnext50_32x4d", 32),
        ("timm/test_resnet", 32), ("timm/test_efficientnet", 32), ("timm/test_convnext", 32), ("timm/test_vit", 32),
        ("timm/mobilenetv4_conv_small_035", 32), ("timm/mambaout_femto", 32),
    ],
)  # fmt: skip
def test_every_family_makes_the_features_that_the_list_promises(name: str, size: int) -> None:
    spec = Backbone(name=name)
    backbone = build_backbone(spec, size).eval()
    with torch.inference_mode():
        features = backbone(images(size))
    assert features.shape == (2, spec.feature_dim)
    assert backbone.feature_dim == spec.feature_dim
    assert features.std() > 0


@pytest.mark.parametrize("name", ["mobilenet_v2", "convnext_tiny", "swin_t"])
def test_the_native_weights_fit_torchvisions_network(name: str) -> None:
    state = build_backbone(Backbone(name=name, seed=3), 32).native_state_dict()
    reference = torchvision.models.get_model(name, weights=None)
    missing, unexpected = reference.load_state_dict(state, strict=False)
    assert not unexpected
    assert all(key.startswith(("classifier", "head")) for key in missing)


def test_the_native_weights_fit_timms_network() -> None:
    backbone = build_backbone(Backbone(name="timm/test_resnet", seed=3), 32).eval()
    reference = timm.create_model("test_resnet", num_classes=0).eval()
    reference.load_state_dict(backbone.native_state_dict())
    with torch.inference_mode():
        torch.testing.assert_close(backbone(images(32)), reference(images(32)))


def test_random_weights_follow_from_the_seed() -> None:
    one, two, other = (build_backbone(Backbone(name="timm/test_vit", seed=seed), 32) for seed in (1, 1, 2))
    states = [network.native_state_dict()["patch_embed.proj.weight"] for network in (one, two, other)]
    assert torch.equal(states[0], states[1])
    assert not torch.equal(states[0], states[2])


@pytest.mark.parametrize("spec", [TINY_VIT, Backbone(name="timm/vit_tiny_patch16_224"), Backbone(name="vit_b_32")])
def test_tokens_are_those_of_the_library(spec: Backbone) -> None:
    size = 32 if spec.patch == 4 else 64
    vit = tokens_of(spec, size)
    with torch.inference_mode():
        tokens = vit.tokens(images(size))
        features = vit(images(size))
        if spec.name.startswith(TIMM_PREFIX):
            expected = vit.native.forward_features(images(size))  # type: ignore[operator]
            torch.testing.assert_close(tokens, expected)
            torch.testing.assert_close(vit.native(images(size)), features)
        else:
            torch.testing.assert_close(vit.native(images(size)), features)
    assert tokens.shape == (2, vit.n_prefix + vit.n_patches, vit.token_dim)
    assert vit.n_patches == (size // vit.patch_size) ** 2


@pytest.mark.parametrize("spec", [TINY_VIT, Backbone(name="vit_b_32")])
def test_hidden_patches_have_no_influence(spec: Backbone) -> None:
    size = 32 if spec.patch == 4 else 64
    vit = tokens_of(spec, size)
    keep = torch.tensor([[2, 0], [1, 3]])
    mask = torch.zeros(2, vit.n_patches, dtype=torch.bool)
    mask[:, 1] = True
    changed = images(size).clone()
    side, p = size // vit.patch_size, vit.patch_size
    for patch in range(vit.n_patches):
        if patch not in (0, 2):
            row, column = divmod(patch, side)
            changed[0, :, row * p : (row + 1) * p, column * p : (column + 1) * p] += 1
    masked_patch = images(size).clone()
    masked_patch[:, :, :p, p : 2 * p] += 1
    with torch.inference_mode():
        kept = vit.tokens(images(size), keep=keep)
        assert kept.shape == (2, vit.n_prefix + 2, vit.token_dim)
        torch.testing.assert_close(vit.tokens(changed, keep=keep)[0], kept[0])
        everything = torch.arange(vit.n_patches).expand(2, -1)
        torch.testing.assert_close(vit.tokens(images(size), keep=everything), vit.tokens(images(size)))
        torch.testing.assert_close(vit.tokens(masked_patch, mask=mask), vit.tokens(images(size), mask=mask))
        assert not torch.allclose(vit.tokens(masked_patch), vit.tokens(images(size)))


@pytest.mark.parametrize("spec", [TINY_VIT, Backbone(name="vit_b_32")])
def test_a_vision_transformer_takes_local_crops_and_weights_of_another_size(spec: Backbone) -> None:
    size = 32 if spec.patch == 4 else 128
    vit = tokens_of(spec, size)
    other = tokens_of(spec, size // 2)
    other.load_native_state_dict(vit.native_state_dict())
    with torch.inference_mode():
        torch.testing.assert_close(vit(images(size // 2)), other(images(size // 2)), rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize(
    ("fields", "at", "words"),
    [
        ({"name": "resnet19"}, "name", "resnet1"),
        ({"name": "vit_small_patch16_224"}, "name", "timm/vit_small_patch16_224"),
        ({"name": "timm/mobilenet_v2"}, "name", "mobilenet_v2"),
        ({"name": "timm/resnet50.nonsense"}, "name", "a1_in1k"),
        ({"name": "mobilenet_v2", "width": 16}, "width", "only resnet18"),
        ({"name": "mobilenet_v2", "stem": "small"}, "stem", "only resnet18"),
        ({"name": "vit_b_16", "patch_size": 4}, "patch_size", "timm"),
        ({"name": "timm/resnet18", "weights": "imagenet"}, "weights", "pretrained"),
        ({"name": "resnet18", "params": {"a": 1}}, "params", "plugins"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field_and_advice(fields: dict[str, Any], at: str, words: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Backbone.model_validate(fields)
    (error,) = refused.value.errors()
    assert error["loc"] == (at,)
    assert words in error["msg"]


def test_sizes_that_cannot_work_are_known_beforehand() -> None:
    assert TINY_VIT.size_problem(32) is None
    assert "take 28 or 32" in (TINY_VIT.size_problem(30) or "")
    assert "patches of 16 px" in (Backbone(name="vit_b_16").size_problem(40) or "")
    with pytest.raises(UserError, match="take 28 or 32"):
        build_backbone(TINY_VIT, 30)


def test_a_network_that_fails_on_small_images_says_so() -> None:
    with pytest.raises(UserError, match="inception_v3 cannot take images of 32 px"):
        build_backbone(Backbone(name="inception_v3"), 32)


@pytest.mark.parametrize(
    ("spec", "count", "first"),
    [
        (Backbone(width=8), 5, "conv1.weight"),
        (Backbone(name="mobilenet_v2"), 19, "network.features.0.0.weight"),
        (TINY_VIT, 7, "network.cls_token"),
        (Backbone(name="timm/test_resnet"), 5, "network.conv1.0.weight"),
    ],
)
def test_layers_go_from_the_stem_to_the_last_stage(spec: Backbone, count: int, first: str) -> None:
    backbone = build_backbone(spec, 32)
    groups = backbone.layer_groups()
    assert groups[0][0] == first
    assert len(groups) == count
    native = {name for name, _ in backbone.named_parameters() if name != "mask_token"}
    assert sorted(name for group in groups for name in group) == sorted(native)


@pytest.mark.parametrize("spec", [Backbone(width=8), TINY_VIT])
def test_frozen_layers_do_not_learn_and_keep_their_statistics(spec: Backbone) -> None:
    backbone: FeatureExtractor = build_backbone(spec, 32)
    before = {key: value.clone() for key, value in backbone.state_dict().items()}
    frozen = {name for group in backbone.layer_groups()[:2] for name in group}
    backbone.freeze(2)
    backbone.train()
    optimizer = torch.optim.SGD([p for p in backbone.parameters() if p.requires_grad], lr=0.1)
    backbone(images(32)).square().sum().backward()
    optimizer.step()
    after = backbone.state_dict()
    assert all(torch.equal(after[name], before[name]) for name in frozen)
    if isinstance(backbone.native, nn.Module) and "bn1.running_mean" in before:
        assert torch.equal(after["bn1.running_mean"], before["bn1.running_mean"])
        assert not torch.equal(after["layer4.0.bn1.running_mean"], before["layer4.0.bn1.running_mean"])
    assert any(not torch.equal(after[key], before[key]) for key in after if key not in frozen)


def test_nothing_left_to_train_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing to train"):
        build_backbone(Backbone(width=8), 32).freeze(5)
