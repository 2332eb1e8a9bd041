"""From a backbone's spec to the network."""

from typing import cast

import torch
from torch import nn
from torchvision.models import VisionTransformer

from store.specs.backbone_models import TIMM_PREFIX
from store.specs.backbones import OWN_RESNETS, PLUGIN_PREFIX, Backbone, BackboneWeights, Stem
from store.specs.plugins import PluginGroup
from worker import plugins
from worker.pretrain.backbones import resnet, torchvision_models
from worker.pretrain.backbones.base import FeatureExtractor
from worker.pretrain.backbones.torchvision_models import TorchvisionModel
from worker.pretrain.backbones.torchvision_vit import TorchvisionViT
from worker.reporting import UserError

_IMAGENET_WIDTH = 64


def build_backbone(spec: Backbone, image_size: int) -> FeatureExtractor:
    """The network of `spec` for square inputs of `image_size` pixels, on the CPU, in training mode.

    Random weights depend on `spec.seed` alone; the global random state is left as it was. Raises UserError
    when the network cannot take such images, and when pretrained weights are asked for and do not fit or cannot be
    had.
    """
    problem = spec.size_problem(image_size)
    if problem is not None:
        raise UserError(problem)
    pretrained = spec.weights is not BackboneWeights.NONE
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(spec.seed)
        if spec.is_plugin:
            name = spec.name.removeprefix(PLUGIN_PREFIX)
            plugin: FeatureExtractor = plugins.build(PluginGroup.BACKBONES, name, spec.params, image_size)
            _try_out(plugin, spec, image_size)
            return plugin
        if spec.name in OWN_RESNETS:
            return _resnet(spec, image_size, pretrained=pretrained)
        if spec.name.startswith(TIMM_PREFIX):
            from worker.pretrain.backbones import timm_models  # timm takes a second that other jobs need not pay

            backbone = timm_models.build(spec, image_size, pretrained=pretrained)
        else:
            backbone = _torchvision(spec, image_size, pretrained=pretrained)
        _try_out(backbone, spec, image_size)
    return backbone


def _resnet(spec: Backbone, image_size: int, *, pretrained: bool) -> FeatureExtractor:
    stem = spec.resolve_stem(image_size)
    if pretrained and (spec.width != _IMAGENET_WIDTH or stem is not Stem.IMAGENET):
        raise UserError(
            f"ImageNet weights exist for width {_IMAGENET_WIDTH} and the stem 'imagenet' only, not for width "
            f"{spec.width} with the stem '{stem}': change these, or set weights to 'none'"
        )
    backbone = resnet.build(spec.name, width=spec.width, stem=stem)
    if pretrained:
        _load_imagenet(backbone, spec.name)
    return backbone


def _torchvision(spec: Backbone, image_size: int, *, pretrained: bool) -> FeatureExtractor:
    try:
        network = torchvision_models.create(spec.name, image_size=image_size)
    except ValueError as error:
        raise UserError(f"{spec.name} cannot be built for images of {image_size} px ({error})") from error
    network = torchvision_models.without_classifier(network)
    backbone: FeatureExtractor
    if isinstance(network, VisionTransformer):
        backbone = TorchvisionViT(network)
    else:
        backbone = TorchvisionModel(network, spec.facts.dim)
    if pretrained:
        _load_imagenet(backbone, spec.name)
    return backbone


def _load_imagenet(backbone: FeatureExtractor, name: str) -> None:
    state = torchvision_models.pretrained_state(name)
    backbone.load_native_state_dict(torchvision_models.accepts(backbone.native, state))


def _try_out(backbone: FeatureExtractor, spec: Backbone, image_size: int) -> None:
    """One image through the network: many only say there which sizes they cannot take."""
    was_training = backbone.training
    try:
        with torch.inference_mode():
            features = cast(nn.Module, backbone.eval())(torch.zeros(1, 3, image_size, image_size))
    except (RuntimeError, AssertionError, ValueError, IndexError) as error:
        reason = str(error).partition("\n")[0][:200]
        raise UserError(
            f"{spec.name} cannot take images of {image_size} px ({reason}): "
            f"try another image_size, for example {spec.default_image_size}"
        ) from error
    finally:
        backbone.train(was_training)
    if features.ndim != 2:
        raise UserError(f"{spec.name} makes {tuple(features.shape[1:])} features per image instead of one vector")
    backbone.feature_dim = features.shape[1]
