"""Self-supervised methods: one parameter model per objective, told apart by `name`."""

from typing import Annotated

from pydantic import Field

from store.specs.methods.base import MethodSpec, Recipe
from store.specs.methods.clustering import DINO, ReSA, SwAV
from store.specs.methods.contrastive import DCL, DCLW, NNCLR, MoCo, MoCoV3, SimCLR
from store.specs.methods.distillation import Distillation, Teacher
from store.specs.methods.masked import MAE, SimMIM
from store.specs.methods.redundancy import MMCR, BarlowTwins, LeJEPA, MixedBarlowTwins, TiCo, VICReg, VISReg
from store.specs.methods.siamese import BYOL, FastSiam, SimSiam

__all__ = [
    "BYOL",
    "DCL",
    "DCLW",
    "DINO",
    "MAE",
    "MMCR",
    "NNCLR",
    "BarlowTwins",
    "Distillation",
    "FastSiam",
    "LeJEPA",
    "Method",
    "MethodSpec",
    "MixedBarlowTwins",
    "MoCo",
    "MoCoV3",
    "ReSA",
    "Recipe",
    "SimCLR",
    "SimMIM",
    "SimSiam",
    "SwAV",
    "Teacher",
    "TiCo",
    "VICReg",
    "VISReg",
]

Method = Annotated[
    SimCLR
    | DCL
    | DCLW
    | MoCo
    | MoCoV3
    | NNCLR
    | SimSiam
    | FastSiam
    | BYOL
    | BarlowTwins
    | MixedBarlowTwins
    | VICReg
    | TiCo
    | MMCR
    | LeJEPA
    | VISReg
    | SwAV
    | DINO
    | ReSA
    | MAE
    | SimMIM
    | Distillation,
    Field(discriminator="name"),
]
