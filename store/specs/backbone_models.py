"""The models of torchvision and timm, as data: the gateway knows their names without having either library."""

import difflib
import json
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

TIMM_PREFIX = "timm/"


class Sizing(StrEnum):
    """Which image sizes a model takes."""

    ANY = "any"
    """All from some minimum on."""
    BUILD = "build"
    """The one that it is built for, which is free."""


@dataclass(frozen=True, slots=True)
class Model:
    """What is known about a model without building it."""

    dim: int
    """D of its (N, D) features."""
    size: int
    """Side of its original input, pixels."""
    sizing: Sizing
    patch: int | None
    """Side of a patch, pixels, of vision transformers whose patches can be masked."""
    tokens: bool
    """Whether methods can mask its patches."""
    tags: list[str]
    """The sets of pretrained weights that its library knows."""

    def as_row(self) -> list[Any]:
        """As in the data file."""
        return [self.dim, self.size, str(self.sizing), self.patch, self.tokens, self.tags]


@cache
def models() -> dict[str, Model]:
    """Every model by name: torchvision's as they are, timm's behind `timm/`."""
    data = json.loads(files("store.specs").joinpath("backbone_models.json").read_text())
    return {
        name: Model(dim, size, Sizing(sizing), patch, tokens, tags)
        for name, (dim, size, sizing, patch, tokens, tags) in data["models"].items()
    }


def find(name: str) -> Model:
    """The model of a name, whose timm tag is ignored. Raises KeyError."""
    if name.startswith(TIMM_PREFIX):
        name = name.partition(".")[0]
    return models()[name]


def near_matches(name: str) -> list[str]:
    """Up to five names that resemble `name`, the likeliest first: what a message about an unknown name offers."""
    wanted = name.lower().removeprefix(TIMM_PREFIX).partition(".")[0]
    exact = [known for known in (wanted, TIMM_PREFIX + wanted) if known in models()]
    bare: dict[str, list[str]] = {}
    for known in models():
        bare.setdefault(known.removeprefix(TIMM_PREFIX), []).append(known)
    close = difflib.get_close_matches(wanted, list(bare), n=5, cutoff=0.6)
    return list(dict.fromkeys([*exact, *(known for match in close for known in bare[match])]))[:5]
