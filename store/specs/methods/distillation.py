"""Learning from a network that is good already."""

from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from store.specs import presets
from store.specs.backbones import Backbone, BackboneWeights
from store.specs.base import CheckpointRef, Spec
from store.specs.methods.base import MethodSpec, Recipe, Temperature
from store.specs.optimizers import AdamW, Schedule

# Images of the dataset up to which a queue of this length is long enough: a fifth to a half of them.
_QUEUES = (
    (50, 16), (100, 32), (250, 64), (500, 128), (1_000, 256), (2_000, 512), (4_000, 1_024), (10_000, 2_048),
    (20_000, 4_096),
)  # fmt: skip
_LONGEST_QUEUE = 8_192


class Teacher(Spec):
    """The network that is imitated: a checkpoint, or a backbone with its pretrained weights."""

    checkpoint: CheckpointRef | None = Field(
        default=None, description="an id, or $name of a sibling that makes a checkpoint"
    )
    backbone: Backbone | None = Field(default=None, description="instead of a checkpoint; with pretrained weights")

    @model_validator(mode="after")
    def _one_network_that_knows_something(self) -> Self:
        if (self.checkpoint is None) == (self.backbone is None):
            raise ValueError("give exactly one of checkpoint and backbone")
        if self.backbone is not None and not self.backbone.is_plugin and self.backbone.weights is BackboneWeights.NONE:
            raise ValueError(
                "a backbone with random weights has nothing to teach: set its weights, or take a checkpoint"
            )
        return self


class Distillation(MethodSpec):
    """Imitate how a teacher sees images: their similarities to a queue of others (after SEED, Fang et al. 2021).

    Use it whenever there is a good network for images like yours: it needs the fewest images and epochs, works with
    any backbone and small batches, and fits the knowledge of a large network into a small one.
    """

    family: ClassVar[Literal["distillation"]] = "distillation"

    name: Literal["distillation"] = "distillation"
    teacher: Teacher
    temperature: Temperature = 0.07
    queue_size: int | None = Field(
        default=None, ge=16, le=1_048_576, description="teacher embeddings to compare with; null: by number of images"
    )
    mixup: bool = Field(default=True, description="shows blends of two images: more variety for small datasets")

    @property
    def global_views(self) -> int:
        return 1

    def resolve_queue_size(self, n_images: int) -> int:
        """The length of the queue for a dataset of `n_images`."""
        if self.queue_size is not None:
            return self.queue_size
        return next((size for most, size in _QUEUES if n_images <= most), _LONGEST_QUEUE)

    def recipe(self, backbone: Backbone, image_size: int) -> Recipe:
        decay = 0.04 if backbone.has_tokens else 1e-6
        optimizer = AdamW(lr=5e-4, lr_scaling="sqrt", weight_decay=decay)
        return Recipe(optimizer, Schedule(), presets.distillation(image_size))
