"""A method and a backbone that are no part of Winnow, as two plugins."""

from itertools import pairwise

import torch
import torch.nn.functional as F
from pydantic import BaseModel, ConfigDict, Field
from torch import Tensor, nn

from worker.plugins import Plugin
from worker.pretrain.backbones import FeatureExtractor
from worker.pretrain.methods import Moment, SelfSupervised, Step, Views


class RotationParams(BaseModel):
    """Guess by how many quarter turns an image was rotated (RotNet, Gidaris et al. 2018).

    Use it for objects that have an up and a down.
    """

    model_config = ConfigDict(extra="forbid")

    hidden_dim: int = Field(default=128, ge=8, le=4096, description="hidden layer of the classifier of turns")


class Rotation(SelfSupervised):
    """Every view in all four rotations, and a perceptron that tells which one it sees."""

    def __init__(self, params: RotationParams, backbone: FeatureExtractor) -> None:
        super().__init__(backbone)
        self.head = nn.Sequential(
            nn.Linear(backbone.feature_dim, params.hidden_dim), nn.ReLU(), nn.Linear(params.hidden_dim, 4)
        )

    def training_step(self, views: Views, moment: Moment) -> Step:
        """The cross entropy of the four rotations of one view."""
        del moment
        (images,) = views.global_crops
        turned = torch.cat([images.rot90(turns, dims=(2, 3)) for turns in range(4)])
        turns = torch.arange(4, device=images.device).repeat_interleave(len(images))
        guesses = self.head(self.backbone(turned))
        accuracy = (guesses.argmax(dim=1) == turns).float().mean()
        return Step(F.cross_entropy(guesses.float(), turns), parts={"rotation_accuracy": accuracy})


class TinyParams(BaseModel):
    """Three convolutions. Use it to try things out, not for results."""

    model_config = ConfigDict(extra="forbid")

    width: int = Field(default=16, ge=4, le=256, description="channels of the first convolution")


class Tiny(FeatureExtractor):
    """(B, 3, s, s) to (B, 4 * width)."""

    def __init__(self, params: TinyParams, image_size: int) -> None:
        super().__init__()
        del image_size  # it takes images of any size
        channels = [3, params.width, 2 * params.width, 4 * params.width]
        layers = []
        for inputs, outputs in pairwise(channels):
            layers += [nn.Conv2d(inputs, outputs, 3, stride=2, padding=1), nn.BatchNorm2d(outputs), nn.ReLU()]
        self.layers = nn.Sequential(*layers)
        self.feature_dim = channels[-1]

    def forward(self, images: Tensor) -> Tensor:
        pooled: Tensor = self.layers(images).mean(dim=(2, 3))
        return pooled


rotation = Plugin(params=RotationParams, build=Rotation, views=1)
tiny = Plugin(params=TinyParams, build=Tiny)
