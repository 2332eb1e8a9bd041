"""torchvision's classification models as feature extractors."""

from pathlib import Path
from typing import cast

import torch
from torch import Tensor, nn
from torchvision import models

from worker.pretrain.backbones.base import FeatureExtractor
from worker.reporting import UserError


class TorchvisionModel(FeatureExtractor):
    """Any of torchvision's classification models, without its classifier."""

    def __init__(self, network: nn.Module, feature_dim: int) -> None:
        super().__init__()
        self.network, self.feature_dim = network, feature_dim

    def forward(self, images: Tensor) -> Tensor:
        features: Tensor = self.network(images)
        return features

    @property
    def native(self) -> nn.Module:
        """See FeatureExtractor."""
        return self.network


def create(name: str, *, image_size: int) -> nn.Module:
    """The model of that name with random weights."""
    options: dict[str, object] = {}
    if name in {"googlenet", "inception_v3"}:
        # Auxiliary classifiers are no part of a backbone; and the slow initialisation by scipy is no better.
        options = {"aux_logits": False, "init_weights": False}
    elif name.startswith("vit_"):
        options = {"image_size": image_size}
    elif name.startswith("maxvit"):
        options = {"input_size": (image_size, image_size)}
    return cast(nn.Module, models.get_model(name, weights=None, **options))


def without_classifier(network: nn.Module) -> nn.Module:
    """Take away, in place, what turns pooled features into class scores: the call then gives (B, D)."""
    match network:
        case models.ConvNeXt():
            network.classifier[-1] = nn.Identity()  # norm and flattening stay: the features are meant to be normalised
        case models.MaxVit():
            network.classifier = network.classifier[:3]  # pooling, flattening and norm
        case models.VisionTransformer():
            network.heads = nn.Identity()
        case models.SwinTransformer():
            network.head = nn.Identity()
        case models.AlexNet() | models.VGG():
            # Their classifiers are perceptrons over 7 x 7 places; without them, the mean over places is the feature.
            network.avgpool, network.classifier = nn.AdaptiveAvgPool2d(1), nn.Identity()
        case models.SqueezeNet():
            network.classifier = nn.AdaptiveAvgPool2d(1)
        case _ if hasattr(network, "fc"):
            network.fc = nn.Identity()
        case _:
            network.classifier = nn.Identity()
    return network


def pretrained_state(name: str) -> dict[str, Tensor]:
    """torchvision's first set of weights of a model, classifier included. Raises UserError when it cannot be had."""
    # The first set: the later recipes gain accuracy on ImageNet and lose it as a frozen feature extractor.
    source = next(iter(models.get_model_weights(name)))
    try:
        return cast(dict[str, Tensor], source.get_state_dict(progress=False, check_hash=True, weights_only=True))
    except Exception as error:
        folder = Path(torch.hub.get_dir()) / "checkpoints"
        raise UserError(
            f"torchvision's ImageNet weights of {name} could not be had ({error}): put "
            f"{source.url} into {folder} on the worker, or set weights to 'none'"
        ) from error


def accepts(network: nn.Module, state: dict[str, Tensor]) -> dict[str, Tensor]:
    """Those of `state` that `network`, which has no classifier, has a place for."""
    return {key: value for key, value in state.items() if key in network.state_dict()}
