"""Methods that make views agree without negatives, by a prediction head and a stopped gradient."""

from typing import ClassVar, Literal

from pydantic import Field

from store.specs import presets
from store.specs.backbones import Backbone
from store.specs.methods.base import MethodSpec, Momentum, Recipe, Width
from store.specs.methods.settings import lars_when_large, sgd_or_adamw
from store.specs.optimizers import LARS, Schedule


class Siamese(MethodSpec):
    """Shared by the methods of this family."""

    family: ClassVar[Literal["siamese"]] = "siamese"


class SimSiam(Siamese):
    """Predict the projection of the other view, which gets no gradient (Chen & He 2021).

    Use it for a lean run, one network and no queue; watch `embedding_std`, because nothing forbids collapse.
    """

    name: Literal["simsiam"] = "simsiam"
    hidden_dim: Width = Field(default=2048, description="width of the projection head's hidden layers")
    output_dim: Width = Field(default=2048, description="width of the projection")
    prediction_dim: Width = Field(default=512, description="width of the prediction head's hidden layer")

    def recipe(self, backbone: Backbone, image_size: int) -> Recipe:
        return Recipe(sgd_or_adamw(backbone, image_size), Schedule(), presets.moco(image_size))


class FastSiam(Siamese):
    """SimSiam with several views, whose target is the mean of the other projections (Pototzky et al. 2022).

    Use it for batches of 32 to 128 images and few epochs on one device.
    """

    name: Literal["fastsiam"] = "fastsiam"
    views: int = Field(default=4, ge=3, le=16, description="of each image; a step costs as many passes")
    hidden_dim: Width = 2048
    output_dim: Width = 2048
    prediction_dim: Width = 512

    @property
    def global_views(self) -> int:
        return self.views

    def recipe(self, backbone: Backbone, image_size: int) -> Recipe:
        return Recipe(sgd_or_adamw(backbone, image_size), Schedule(), presets.moco(image_size))


class BYOL(Siamese):
    """Predict what a momentum encoder makes of the other view (Grill et al. 2020).

    Use it for convolutional backbones and long runs; on few images a vision transformer learns little with it.
    """

    name: Literal["byol"] = "byol"
    hidden_dim: Width = Field(default=4096, description="of the projection and the prediction head")
    output_dim: Width = 256
    momentum: Momentum = Field(default=0.99, description="of the momentum encoder at the first step")
    momentum_end: Momentum = Field(default=1.0, description="at the last step; a cosine joins the two")

    def recipe(self, backbone: Backbone, image_size: int) -> Recipe:
        lars = LARS(lr=0.45, weight_decay=1e-6)
        # The loss sums two squared distances: four times the mean cosine.
        optimizer = lars_when_large(backbone, image_size, lars=lars, sgd_scale=0.25)
        return Recipe(optimizer, Schedule(warmup_epochs=10), presets.byol(image_size))
