"""Optimizers out of their specs: LARS and torch's own, with multi-tensor updates where torch has them."""

import re
from collections.abc import Iterator
from typing import Any

import torch
from torch import nn
from torch.nn import Parameter
from torch.optim import Optimizer

from store.specs import optimizers as specs
from worker.pretrain.backbones import FeatureExtractor, layer_depths
from worker.pretrain.lars import LARS

_CLASSES: dict[str, Any] = {
    "sgd": torch.optim.SGD,
    "adamw": torch.optim.AdamW,
    "lars": LARS,
    "adam": torch.optim.Adam,
    "nadam": torch.optim.NAdam,
    "radam": torch.optim.RAdam,
    "adamax": torch.optim.Adamax,
    "adadelta": torch.optim.Adadelta,
    "adagrad": torch.optim.Adagrad,
    "rmsprop": torch.optim.RMSprop,
    "rprop": torch.optim.Rprop,
    "asgd": torch.optim.ASGD,
    "adafactor": torch.optim.Adafactor,
}
# One kernel for all parameters. Fused SGD is slower than foreach for large tensors.
_FASTER: dict[str, dict[str, bool]] = {"sgd": {"foreach": True}, "adamw": {"fused": True}, "adam": {"fused": True}}
_OURS = {"name", *specs.OptimizerSpec.model_fields}
# Learned inputs of vision transformers, which are no weights: decay would pull them to the origin.
_TOKENS = re.compile(
    r"(pos_embed\w*|pos_embedding|cls_token|class_token|reg_token|register_tokens|dist_token|mask_token)$"
)


def build_optimizer(spec: specs.Optimizer, module: nn.Module, *, batch_size: int) -> Optimizer:
    """The optimizer of `spec` for the trainable parameters of `module`.

    Biases and the parameters of norms (all vectors), tokens and position embeddings are never decayed, nor adapted by
    LARS. With `layer_decay` the parameters of `module.backbone` are grouped by their depth (BEiT, Bao et al. 2022).
    """
    groups = list(parameter_groups(module, weight_decay=spec.weight_decay, layer_decay=spec.layer_decay))
    lr = spec.peak_learning_rate(batch_size)
    for group in groups:
        group["lr"] = lr * group["lr_scale"]
        if spec.name == "rprop":
            del group["weight_decay"], group["decayed"]
    own = spec.model_dump(exclude=_OURS)
    optimizer: Optimizer = _CLASSES[spec.name](groups, lr=lr, **own, **_FASTER.get(spec.name, {}))
    return optimizer


def parameter_groups(
    module: nn.Module, *, weight_decay: float, layer_decay: float | None = None
) -> Iterator[dict[str, Any]]:
    """Groups of the trainable parameters of `module`, those that decay first; none is empty."""
    backbone = dict(module.named_children()).get("backbone")
    depths, last = (
        ({}, 1) if layer_decay is None or not isinstance(backbone, FeatureExtractor) else layer_depths(backbone)
    )
    members: dict[tuple[bool, int], list[Parameter]] = {}
    for name, parameter in module.named_parameters():
        if parameter.requires_grad:
            depth = depths.get(name.removeprefix("backbone."), last) if name.startswith("backbone.") else last
            members.setdefault((_decays(name, parameter), depth), []).append(parameter)
    for (decays, depth), parameters in sorted(members.items(), key=lambda item: (not item[0][0], item[0][1])):
        yield {
            "params": parameters,
            "weight_decay": weight_decay if decays else 0.0,
            "decayed": decays,
            "adaptive": decays,
            "lr_scale": (layer_decay or 1.0) ** (last - depth),
        }


def _decays(name: str, parameter: Parameter) -> bool:
    return parameter.ndim > 1 and not _TOKENS.search(name)
