"""Self-supervised methods: one parameter model per objective, told apart by `name`."""

from typing import Annotated

from pydantic import Field

from store.specs.methods.base import MethodSpec, Recipe
from store.specs.methods.contrastive import MoCo, SimCLR

__all__ = ["Method", "MethodSpec", "MoCo", "Recipe", "SimCLR"]

Method = Annotated[SimCLR | MoCo, Field(discriminator="name")]
