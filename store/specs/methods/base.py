"""What the parameter models of all self-supervised methods have in common."""

from abc import abstractmethod
from typing import Annotated, ClassVar, Literal, NamedTuple

from pydantic import Field

from store.specs.backbones import Backbone
from store.specs.base import Spec
from store.specs.optimizers import Optimizer, Schedule
from store.specs.transforms import Transform

Temperature = Annotated[float, Field(gt=0, le=10)]
Width = Annotated[int, Field(ge=8, le=16384)]
Momentum = Annotated[float, Field(ge=0, le=1)]


class Recipe(NamedTuple):
    """How a method is trained where the caller of a train job leaves it open."""

    optimizer: Optimizer
    schedule: Schedule
    transform: Transform


class MethodSpec(Spec):
    """The parameters of one method, and what the gateway has to know about it without torch."""

    family: ClassVar[
        Literal["contrastive", "siamese", "redundancy", "clustering", "masked", "distillation", "automatic", "plugin"]
    ]
    """The page of the manual that describes it."""
    needs_vit: ClassVar[bool] = False
    """Whether it masks tokens, which only vision transformers have."""

    @property
    def global_views(self) -> int:
        """How many views of full size one step compares."""
        return 2

    @abstractmethod
    def recipe(self, backbone: Backbone, image_size: int) -> Recipe:
        """Optimizer, schedule and views of the paper, adapted to `backbone` at `image_size` pixels."""
