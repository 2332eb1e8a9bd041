"""What torchvision and timm have to offer: `python -m worker.pretrain.backbones.survey` writes the gateway's list.

The gateway has neither library, but must know every name and which image sizes it takes. Networks are only built in
outline (torch's meta device), which still takes some minutes for all of them.
"""

import json
import sys
import warnings
from pathlib import Path
from typing import Any

import timm
import torch
import torchvision
from timm.models.deit import VisionTransformerDistilled
from timm.models.vision_transformer import VisionTransformer

import store.specs
from store.specs.backbone_models import TIMM_PREFIX, Model, Sizing
from worker.pretrain.backbones.torchvision_models import create, without_classifier

_LIST = Path(store.specs.__file__).with_name("backbone_models.json")


def torchvision_names() -> list[str]:
    """Every classification model of torchvision."""
    return [str(name) for name in torchvision.models.list_models(module=torchvision.models)]


def timm_names() -> list[str]:
    """Every model of timm, without tags."""
    return [TIMM_PREFIX + name for name in timm.list_models()]


def survey(name: str) -> Model:
    """What the gateway has to know about a model."""
    return _timm(name.removeprefix(TIMM_PREFIX)) if name.startswith(TIMM_PREFIX) else _torchvision(name)


def _torchvision(name: str) -> Model:
    size = 224
    # RegNets compute their own layout with tensors, which must be real for that.
    regnet = name.startswith("regnet")
    with torch.device("cpu" if regnet else "meta"), torch.inference_mode():
        network: Any = create(name, image_size=size)
        if regnet:
            dim = network.fc.in_features
        else:
            network = without_classifier(network)
            dim = network.eval()(torch.zeros(1, 3, size, size)).shape[1]
    patch = network.patch_size if isinstance(network, torchvision.models.VisionTransformer) else None
    sizing = Sizing.BUILD if name.startswith(("vit_", "maxvit")) else Sizing.ANY
    return Model(dim=dim, size=size, sizing=sizing, patch=patch, tokens=patch is not None, tags=["imagenet"])


def _timm(name: str) -> Model:
    with torch.device("meta"):
        network: Any = timm.create_model(name, num_classes=0)
    size = max(network.default_cfg["input_size"][1:])
    tokens = type(network) in {VisionTransformer, VisionTransformerDistilled} and network.attn_pool is None
    return Model(
        dim=getattr(network, "head_hidden_size", network.num_features),
        size=size,
        sizing=Sizing.BUILD if network.default_cfg.get("fixed_input_size", False) else Sizing.ANY,
        patch=_patch(network) if tokens else None,
        tokens=tokens,
        tags=[full.partition(".")[2] for full in timm.list_pretrained(f"{name}.*")],
    )


def _patch(network: Any) -> int:
    height, width = network.patch_embed.patch_size
    assert height == width, "timm has no oblong patches"
    return int(height)


def main() -> None:
    """Write the list."""
    warnings.simplefilter("ignore")
    names = [*torchvision_names(), *timm_names()]
    rows = []
    for index, name in enumerate(names):
        print(f"{index + 1}/{len(names)} {name}", file=sys.stderr)
        rows.append(f"{json.dumps(name)}: {json.dumps(survey(name).as_row())}")
    versions = f'"timm": "{timm.__version__}", "torchvision": "{torchvision.__version__.partition("+")[0]}"'
    body = ",\n".join(rows)
    _LIST.write_text(f'{{{versions}, "models": {{\n{body}\n}}}}\n')


if __name__ == "__main__":
    main()
