"""Methods that tell the views of one image from those of all others."""

from typing import ClassVar, Literal

from pydantic import Field

from store.specs import presets
from store.specs.backbones import Backbone
from store.specs.methods.base import MethodSpec, Momentum, Recipe, Temperature, Width
from store.specs.methods.settings import lars_when_large, sgd_or_adamw
from store.specs.optimizers import LARS, Schedule


class Contrastive(MethodSpec):
    """Shared by the methods of this family."""

    family: ClassVar[Literal["contrastive"]] = "contrastive"

    def recipe(self, backbone: Backbone, image_size: int) -> Recipe:
        return Recipe(sgd_or_adamw(backbone, image_size), Schedule(), presets.simclr(image_size))


class SimCLR(Contrastive):
    """Contrast two views of an image against all other images of the batch (Chen et al. 2020, NT-Xent loss).

    Use it as the plain baseline; it wants large batches (256 and more).
    """

    name: Literal["simclr"] = "simclr"
    temperature: Temperature = 0.2
    hidden_dim: Width = Field(default=2048, description="width of the projection head's hidden layer")
    output_dim: Width = Field(default=128, description="width of the projection")


class DCL(Contrastive):
    """SimCLR with the positive pair taken out of the denominator (decoupled contrastive learning, Yeh et al. 2022).

    Use it instead of SimCLR when batches are small, 32 to 256 images: it loses much less there.
    """

    name: Literal["dcl"] = "dcl"
    temperature: Temperature = 0.1
    hidden_dim: Width = Field(default=2048, description="width of the projection head's hidden layer")
    output_dim: Width = Field(default=128, description="width of the projection")


class DCLW(Contrastive):
    """DCL that pulls hardest where the two views of an image still disagree (Yeh et al. 2022).

    Use it as DCL; which of the two is better depends on the data, usually by less than a point.
    """

    name: Literal["dclw"] = "dclw"
    temperature: Temperature = 0.1
    sigma: float = Field(default=0.5, gt=0, le=100, description="width of the weighting; a large one is DCL")
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

    def recipe(self, backbone: Backbone, image_size: int) -> Recipe:
        return Recipe(sgd_or_adamw(backbone, image_size), Schedule(), presets.moco(image_size))


class MoCoV3(Contrastive):
    """Contrast predictions with a momentum encoder's keys of the same batch, without a bank (Chen, Xie & He 2021).

    Use it for large batches, and among the contrastive methods for vision transformers.
    """

    name: Literal["moco_v3"] = "moco_v3"
    temperature: Temperature = 0.2
    hidden_dim: Width = Field(default=4096, description="of the projection and the prediction head")
    output_dim: Width = 256
    momentum: Momentum = Field(default=0.99, description="of the momentum encoder at the first step")
    momentum_end: Momentum = Field(default=1.0, description="at the last step; a cosine joins the two")
    freeze_patches: bool = Field(
        default=True, description="of vision transformers: leaves the projection of patches as it is, for stability"
    )

    def recipe(self, backbone: Backbone, image_size: int) -> Recipe:
        lars = LARS(lr=0.3, weight_decay=1.5e-6)
        # Two directions, each multiplied by twice the temperature.
        optimizer = lars_when_large(backbone, image_size, lars=lars)
        return Recipe(optimizer, Schedule(warmup_epochs=10), presets.moco_v3(image_size))


class NNCLR(Contrastive):
    """Contrast a view with the nearest neighbour of its partner in a memory bank (Dwibedi et al. 2021).

    Use it when crops and colours alone say too little about what belongs together, e.g. few, diverse images per class.
    """

    name: Literal["nnclr"] = "nnclr"
    temperature: Temperature = 0.1
    hidden_dim: Width = 2048
    output_dim: Width = 256
    prediction_dim: Width = Field(default=4096, description="width of the prediction head's hidden layer")
    memory_bank_size: int = Field(default=8192, ge=64, le=1_048_576, description="projections to find neighbours among")

    def recipe(self, backbone: Backbone, image_size: int) -> Recipe:
        lars = LARS(lr=0.3, weight_decay=1e-6)
        optimizer = lars_when_large(backbone, image_size, lars=lars)
        return Recipe(optimizer, Schedule(warmup_epochs=10), presets.simclr(image_size))
