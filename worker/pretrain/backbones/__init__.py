"""The networks that are kept after training."""

from worker.pretrain.backbones.base import FeatureExtractor, TokenExtractor, layer_depths
from worker.pretrain.backbones.build import build_backbone
from worker.pretrain.backbones.resnet import ResNet

__all__ = ["FeatureExtractor", "ResNet", "TokenExtractor", "build_backbone", "layer_depths"]
