"""Methods that tell the views of one image from those of all others."""

from typing import ClassVar, Literal

from pydantic import Field

from store.specs.backbones import Backbone
from store.specs.methods.base import MethodSpec, Momentum, Recipe, Temperature, Width
from store.specs.optimizers import SGD, Schedule
from store.specs.transforms import Transform


class Contrastive(MethodSpec):
    """Shared by the methods of this family."""

    family: ClassVar[Literal["contrastive"]] = "contrastive"

    def recipe(self, backbone: Backbone, image_size: int) -> Recipe:
        del backbone, image_size
        return Recipe(SGD(), Schedule(), Transform())


class SimCLR(Contrastive):
    """Contrast two views of an image against all other images of the batch (Chen et al. 2020, NT-Xent loss).

    Use it as the plain baseline; it wants large batches (256 and more).
    """

    name: Literal["simclr"] = "simclr"
    temperature: Temperature = 0.2
    hidden_dim: Width = Field(default=2048, description="width of the projection head's hidden layer")
    output_dim: Width = Field(default=128, description="width of the projection")


class MoCo(Contrastive):
    """Contrast a query with keys of a momentum encoder and a memory bank of older keys (MoCo v2, He et al. 2020).

    Use it when memory only allows small batches: the number of negatives is the bank's, not the batch's.
    """

    name: Literal["moco"] = "moco"
    temperature: Temperature = 0.2
    hidden_dim: Width = 2048
    output_dim: Width = 128
    memory_bank_size: int = Field(default=4096, ge=64, le=1_048_576, description="keys kept as negatives")
    momentum: Momentum = Field(default=0.99, description="of the momentum encoder at the first step")
    momentum_end: Momentum = Field(default=0.999, description="at the last step; a cosine joins the two")
