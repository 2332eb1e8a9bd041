"""torchvision's ResNets, at any width, for any image size."""

from pathlib import Path
from typing import cast

import torch
from torch import Tensor, nn
from torchvision.models import ResNet18_Weights, ResNet34_Weights, ResNet50_Weights, WeightsEnum
from torchvision.models.resnet import BasicBlock, Bottleneck, conv1x1

from store.specs.backbones import Backbone, BackboneWeights, Stem
from worker.pretrain.backbones.base import FeatureExtractor
from worker.reporting import UserError

Block = type[BasicBlock] | type[Bottleneck]

_LAYOUTS: dict[str, tuple[Block, tuple[int, int, int, int]]] = {
    "resnet18": (BasicBlock, (2, 2, 2, 2)),
    "resnet34": (BasicBlock, (3, 4, 6, 3)),
    "resnet50": (Bottleneck, (3, 4, 6, 3)),
}
# The first set of each: the later recipes gain accuracy on ImageNet and lose it as a frozen feature
# extractor.
_IMAGENET: dict[str, WeightsEnum] = {
    "resnet18": ResNet18_Weights.IMAGENET1K_V1,
    "resnet34": ResNet34_Weights.IMAGENET1K_V1,
    "resnet50": ResNet50_Weights.IMAGENET1K_V1,
}
_IMAGENET_WIDTH = 64


class ResNet(FeatureExtractor):
    """A residual network (He et al. 2016) without classifier: (B, 3, s, s) float32 to (B, D) pooled features.

    Its state dict has torchvision's keys and, at width 64 with the imagenet stem, torchvision's shapes.
    """

    def __init__(self, block: Block, depths: tuple[int, ...], *, width: int, stem: Stem) -> None:
        super().__init__()
        if stem is Stem.SMALL:
            self.conv1 = nn.Conv2d(3, width, kernel_size=3, stride=1, padding=1, bias=False)
            self.maxpool: nn.Module = nn.Identity()
        else:
            self.conv1 = nn.Conv2d(3, width, kernel_size=7, stride=2, padding=3, bias=False)
            self.maxpool = nn.MaxPool2d(kernel_size=3, stride=2, padding=1)
        self.bn1 = nn.BatchNorm2d(width)
        self.relu = nn.ReLU(inplace=True)
        channels = [width * 2**stage for stage in range(len(depths))]
        inputs = [width, *(c * block.expansion for c in channels)]
        for stage, depth in enumerate(depths):
            layer = _stage(block, inputs[stage], channels[stage], depth=depth, stride=1 if stage == 0 else 2)
            self.add_module(f"layer{stage + 1}", layer)
        self.n_stages = len(depths)
        self.feature_dim = inputs[-1]
        self._initialise()

    def _initialise(self) -> None:
        # Residual branches start at full strength, not at zero (Goyal et al. 2017): with zeros, short contrastive
        # runs on small images ended with a higher loss, and an untrained backbone was a far poorer embedder.
        for module in self.modules():
            if isinstance(module, nn.Conv2d):
                nn.init.kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu")

    def forward(self, images: Tensor) -> Tensor:
        x = self.maxpool(self.relu(self.bn1(self.conv1(images))))
        for stage in range(self.n_stages):
            x = self.get_submodule(f"layer{stage + 1}")(x)
        pooled: Tensor = x.mean(dim=(2, 3))
        return pooled


def _stage(block: Block, inputs: int, channels: int, *, depth: int, stride: int) -> nn.Sequential:
    outputs = channels * block.expansion
    shortcut = None
    if stride != 1 or inputs != outputs:
        shortcut = nn.Sequential(conv1x1(inputs, outputs, stride), nn.BatchNorm2d(outputs))
    first = block(inputs, channels, stride, shortcut)
    return nn.Sequential(first, *(block(outputs, channels) for _ in range(depth - 1)))


def build_backbone(spec: Backbone, image_size: int) -> ResNet:
    """The network of `spec` for square inputs of `image_size` pixels, on the CPU.

    Random weights depend on `spec.seed` alone; the global random state is left as it was. Raises UserError
    when ImageNet weights are asked for and do not fit or cannot be had.
    """
    stem = spec.resolve_stem(image_size)
    block, depths = _LAYOUTS[spec.name]
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(spec.seed)
        backbone = ResNet(block, depths, width=spec.width, stem=stem)
    if spec.weights is BackboneWeights.IMAGENET:
        _load_imagenet(backbone, spec, stem)
    return backbone


def _load_imagenet(backbone: ResNet, spec: Backbone, stem: Stem) -> None:
    if spec.width != _IMAGENET_WIDTH or stem is not Stem.IMAGENET:
        raise UserError(
            f"ImageNet weights exist for width {_IMAGENET_WIDTH} and the stem 'imagenet' only, not for width "
            f"{spec.width} with the stem '{stem}': change these, or set weights to 'none'"
        )
    source = _IMAGENET[spec.name]
    try:
        state = cast(dict[str, Tensor], source.get_state_dict(progress=False, check_hash=True, weights_only=True))
    except Exception as error:
        folder = Path(torch.hub.get_dir()) / "checkpoints"
        raise UserError(
            f"torchvision's ImageNet weights of {spec.name} could not be had ({error}): put "
            f"{source.url} into {folder} on the worker, or set weights to 'none'"
        ) from error
    backbone.load_state_dict({key: value for key, value in state.items() if not key.startswith("fc.")})
