"""Methods that forbid collapse by what the projections of a batch look like together."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from store.specs import presets
from store.specs.backbones import Backbone
from store.specs.methods.base import MethodSpec, Momentum, Recipe, Width
from store.specs.methods.settings import is_transformer, lars_when_large, several_sizes
from store.specs.optimizers import LARS, AdamW, Schedule

Weight = Annotated[float, Field(ge=0, le=1000)]
Share = Annotated[float, Field(ge=0, le=1)]
Slices = Annotated[int, Field(ge=1, le=65536)]


class Redundancy(MethodSpec):
    """Shared by the methods of this family."""

    family: ClassVar[Literal["redundancy"]] = "redundancy"


class Twins(Redundancy):
    """Shared by Barlow Twins and its variant."""

    def recipe(self, backbone: Backbone, image_size: int) -> Recipe:
        lars = LARS(lr=0.2, weight_decay=1.5e-6)
        optimizer = lars_when_large(backbone, image_size, lars=lars, sgd_scale=0.25)
        return Recipe(optimizer, Schedule(warmup_epochs=10), presets.barlow(image_size))


class BarlowTwins(Twins):
    """Make every dimension agree between the views and differ from all others (Zbontar et al. 2021).

    Use it for batches of 128 to 512 images; wide projections help, the paper has 8192.
    """

    name: Literal["barlow_twins"] = "barlow_twins"
    redundancy_weight: Weight = Field(default=5e-3, description="of the correlations between dimensions")
    hidden_dim: Width = 2048
    output_dim: Width = 2048


class MixedBarlowTwins(Twins):
    """Barlow Twins that is also shown mixtures of images (Bandara et al. 2023).

    Use it on small datasets, up to about 100 000 images, where Barlow Twins overfits; a step costs half as much again.
    """

    name: Literal["mixed_barlow_twins"] = "mixed_barlow_twins"
    redundancy_weight: Weight = Field(default=0.0078125, description="of the correlations between dimensions")
    mixing_weight: Weight = Field(
        default=4.0, description="of the mixtures, times redundancy_weight; 2 to 4 for few images, 1 for a million"
    )
    hidden_dim: Width = 2048
    output_dim: Width = 1024


class VICReg(Redundancy):
    """Keep the spread of every dimension and decorrelate them while views agree (Bardes, Ponce & LeCun 2022).

    Use it as Barlow Twins; its three terms are plotted apart and say which of them is not met.
    """

    name: Literal["vicreg"] = "vicreg"
    invariance_weight: Weight = 25.0
    variance_weight: Weight = 25.0
    covariance_weight: Weight = 1.0
    hidden_dim: Width = 2048
    output_dim: Width = 2048

    def recipe(self, backbone: Backbone, image_size: int) -> Recipe:
        # LARS whatever the images' size: the loss is not scaled, and SGD at the usual rates makes it diverge.
        optimizer = AdamW(lr=5e-4, weight_decay=0.1) if is_transformer(backbone) else LARS(lr=0.3, weight_decay=1e-6)
        return Recipe(optimizer, Schedule(warmup_epochs=10), presets.vicreg(image_size))


class TiCo(Redundancy):
    """Agree with a momentum encoder and keep away from the directions in use (Zhu et al. 2022).

    Use it when time and memory are short: one view trains, one is only looked at, and small projections suffice.
    """

    name: Literal["tico"] = "tico"
    covariance_momentum: Momentum = 0.9
    contrast_weight: Weight = Field(default=8.0, description="of the term that spreads projections out")
    hidden_dim: Width = 4096
    output_dim: Width = 256
    momentum: Momentum = Field(default=0.99, description="of the momentum encoder at the first step")
    momentum_end: Momentum = Field(default=1.0, description="at the last step; a cosine joins the two")

    def recipe(self, backbone: Backbone, image_size: int) -> Recipe:
        lars = LARS(lr=0.3, weight_decay=1.5e-6)
        optimizer = lars_when_large(backbone, image_size, lars=lars)
        return Recipe(optimizer, Schedule(warmup_epochs=10), presets.byol(image_size))


class MMCR(Redundancy):
    """Let the centroids of the images' views span as much room as they can (Yerxa et al. 2023).

    Use it for batches of 256 and more and several views; a singular value decomposition per step costs time on a GPU.
    """

    name: Literal["mmcr"] = "mmcr"
    views: int = Field(default=2, ge=2, le=16, description="of each image; a step costs as many passes")
    compression_weight: Weight = Field(default=0.0, description="pulls the views of an image together directly")
    hidden_dim: Width = 2048
    output_dim: Width = 512
    momentum: Momentum = Field(default=0.99, description="of the momentum encoder at the first step")
    momentum_end: Momentum = Field(default=1.0, description="at the last step; a cosine joins the two")

    @property
    def global_views(self) -> int:
        return self.views

    def recipe(self, backbone: Backbone, image_size: int) -> Recipe:
        lars = LARS(lr=0.6, weight_decay=1e-6)
        optimizer = lars_when_large(backbone, image_size, lars=lars)
        return Recipe(optimizer, Schedule(warmup_epochs=10), presets.byol(image_size))


class LeJEPA(Redundancy):
    """Make all crops agree and their projections an isotropic Gaussian (Balestriero & LeCun 2025).

    Use it for vision transformers and for small batches, 16 to 128; its loss tells good runs from bad without labels.
    """

    name: Literal["lejepa"] = "lejepa"
    weight: Share = Field(default=0.05, description="of the Gaussian against agreement, 0.01 to 0.1 in the paper")
    slices: Slices = Field(default=1024, description="random directions that are looked along in a step")
    views: int = Field(default=2, ge=2, le=16, description="of full size, beside the local crops")
    hidden_dim: Width = 2048
    output_dim: Width = 64

    @property
    def global_views(self) -> int:
        return self.views

    def recipe(self, backbone: Backbone, image_size: int) -> Recipe:
        optimizer = AdamW(lr=5e-4, weight_decay=0.05 if is_transformer(backbone) else 5e-4)
        schedule = Schedule(warmup_epochs=1, final_lr_fraction=1e-3)
        return Recipe(optimizer, schedule, several_sizes(presets.lejepa(image_size), backbone, image_size))


class VISReg(Redundancy):
    """Make all crops agree, with a term each for centre, scale and shape of their projections (Wu et al. 2026).

    Use it for vision transformers on small or unusual datasets; it recovers from collapse.
    """

    name: Literal["visreg"] = "visreg"
    weight: Share = Field(default=0.6, description="of the distribution against agreement; 0.9 for a million images")
    slices: Slices = Field(default=2048, description="random directions that are looked along in a step")
    scale_weight: Weight = 1.0
    shape_weight: Weight = Field(default=1.0, description="more of it for long-tailed data")
    center_weight: Weight = 1.0
    views: int = Field(default=2, ge=2, le=16, description="of full size, beside the local crops")
    hidden_dim: Width = 2048
    output_dim: Width = 256

    @property
    def global_views(self) -> int:
        return self.views

    def recipe(self, backbone: Backbone, image_size: int) -> Recipe:
        optimizer = AdamW(lr=9e-4, weight_decay=0.05 if is_transformer(backbone) else 5e-4, clip_norm=1.0)
        schedule = Schedule(warmup_epochs=5, final_lr_fraction=1e-3)
        return Recipe(optimizer, schedule, several_sizes(presets.visreg(image_size), backbone, image_size))
