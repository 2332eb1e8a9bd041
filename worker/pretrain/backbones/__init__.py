"""The networks that are kept after training."""

from worker.pretrain.backbones.base import FeatureExtractor, TokenExtractor
from worker.pretrain.backbones.resnet import ResNet, build_backbone

__all__ = ["FeatureExtractor", "ResNet", "TokenExtractor", "build_backbone"]
