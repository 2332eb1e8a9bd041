"""torchvision's ResNets, at any width, for any image size."""

from torch import Tensor, nn
from torchvision.models.resnet import BasicBlock, Bottleneck, conv1x1

from store.specs.backbones import Stem
from worker.pretrain.backbones.base import FeatureExtractor

Block = type[BasicBlock] | type[Bottleneck]

_LAYOUTS: dict[str, tuple[Block, tuple[int, int, int, int]]] = {
    "resnet18": (BasicBlock, (2, 2, 2, 2)),
    "resnet34": (BasicBlock, (3, 4, 6, 3)),
    "resnet50": (Bottleneck, (3, 4, 6, 3)),
    "resnet101": (Bottleneck, (3, 4, 23, 3)),
    "resnet152": (Bottleneck, (3, 8, 36, 3)),
}


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


def build(name: str, *, width: int, stem: Stem) -> ResNet:
    """The ResNet of that name with random weights. Raises KeyError for other names."""
    block, depths = _LAYOUTS[name]
    return ResNet(block, depths, width=width, stem=stem)
