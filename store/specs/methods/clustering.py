"""Methods that assign images to prototypes, or to each other, and make views agree on the assignment."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from store.specs import presets
from store.specs.backbones import Backbone
from store.specs.methods.base import MethodSpec, Momentum, Recipe, Temperature, Width
from store.specs.methods.settings import is_transformer, lars_when_large, several_sizes, sgd
from store.specs.optimizers import LARS, SGD, AdamW, Optimizer, Schedule
from store.specs.transforms import Transform

Share = Annotated[float, Field(ge=0, le=1)]
Epsilon = Annotated[float, Field(ge=0.001, le=10)]


class Clustering(MethodSpec):
    """Shared by the methods of this family."""

    family: ClassVar[Literal["clustering"]] = "clustering"


class SwAV(Clustering):
    """Predict from one crop to which prototypes the other crops are assigned (Caron et al. 2020).

    Use it with its local crops, for any backbone: among the best on small datasets, and steady at small batches
    thanks to the queue.
    """

    name: Literal["swav"] = "swav"
    temperature: Temperature = 0.1
    epsilon: Epsilon = Field(default=0.05, description="temperature of the balanced assignment")
    prototypes: int = Field(default=512, ge=2, le=65536, description="clusters, several per class; 3000 for ImageNet")
    freeze_prototypes_epochs: int = Field(default=1, ge=0, le=1000, description="epochs before prototypes move")
    queue_size: int = Field(
        default=3840, ge=0, le=1_048_576, description="earlier images that assignments balance over"
    )
    queue_start: Share = Field(default=0.05, description="share of the run before the queue is used")
    hidden_dim: Width = 2048
    output_dim: Width = 128

    def recipe(self, backbone: Backbone, image_size: int) -> Recipe:
        lars = LARS(lr=0.6, weight_decay=1e-6)
        optimizer = lars_when_large(backbone, image_size, lars=lars)
        return Recipe(optimizer, Schedule(), several_sizes(presets.swav(image_size), backbone, image_size))


class DINO(Clustering):
    """Predict from any crop what a slowly moving teacher says of the full views (Caron et al. 2021).

    Use it for vision transformers and 10 000 images or more.
    """

    name: Literal["dino"] = "dino"
    temperature: Temperature = Field(default=0.1, description="of the student")
    teacher_temperature_start: Temperature = 0.04
    teacher_temperature: Temperature = Field(default=0.04, description="after the warm-up; up to 0.07 in long runs")
    teacher_temperature_warmup: Share = Field(default=0.3, description="share of the run")
    center_momentum: Momentum = 0.9
    hidden_dim: Width = 2048
    bottleneck_dim: Width = 256
    output_dim: Width = Field(default=2048, description="prototypes; more for more images, 65536 for a million")
    batch_norm: bool = Field(default=False, description="in the head; helps convolutional networks in short runs")
    freeze_last_layer_epochs: int = Field(default=1, ge=0, le=1000, description="epochs before prototypes move")
    momentum: Momentum = Field(default=0.996, description="of the teacher at the first step")
    momentum_end: Momentum = Field(default=1.0, description="at the last step; a cosine joins the two")

    def recipe(self, backbone: Backbone, image_size: int) -> Recipe:
        views = _dino_views(backbone, image_size)
        if is_transformer(backbone):
            adamw = AdamW(lr=5e-4, weight_decay=0.04, clip_norm=3.0)
            return Recipe(adamw, Schedule(warmup_epochs=10, final_weight_decay=0.4), views)
        lr, weight_decay = (sgd(image_size).lr, 5e-4) if image_size <= 128 else (0.03, 1e-4)
        return Recipe(SGD(lr=lr, weight_decay=weight_decay, clip_norm=3.0), Schedule(), views)


def _dino_views(backbone: Backbone, image_size: int) -> Transform:
    split = 0.4 if is_transformer(backbone) else 0.14
    return several_sizes(presets.dino(image_size, split=split), backbone, image_size)


class ReSA(Clustering):
    """Learn which images of the batch belong together from the backbone's own features (Weng et al. 2025).

    Use it for convolutional networks on 5000 images and more, with batches of 256 and two views: quickest there.
    """

    name: Literal["resa"] = "resa"
    temperature: Temperature = 0.4
    epsilon: Epsilon = Field(default=0.05, description="temperature of the balanced assignment")
    hidden_dim: Width = 2048
    output_dim: Width = 512
    predictor: bool = Field(default=False, description="a prediction head, as the paper has for ImageNet")
    momentum: Momentum = Field(default=0.996, description="of the momentum encoder at the first step")
    momentum_end: Momentum = Field(default=1.0, description="at the last step; a cosine joins the two")

    def recipe(self, backbone: Backbone, image_size: int) -> Recipe:
        optimizer: Optimizer
        if is_transformer(backbone):
            optimizer = AdamW(lr=5e-4, weight_decay=0.1)
        elif image_size <= 128:
            optimizer = SGD(lr=0.3, weight_decay=1e-4)
        else:
            optimizer = SGD(lr=0.5, weight_decay=1e-5)
        # The end of a cosine that reaches 0 is lost on this method.
        return Recipe(optimizer, Schedule(warmup_epochs=2, final_lr_fraction=0.1), presets.resa(image_size))
