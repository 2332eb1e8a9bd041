"""The catalog on the wire."""

from typing import Any

from pydantic import BaseModel, Field

from store.specs.backbone_models import Sizing
from store.specs.plugins import PluginGroup
from store.specs.presets import Domain, Preset


class CatalogEntry(BaseModel):
    """One thing to choose."""

    name: str
    description: str = Field(description="what it is and when to use it")
    parameters: dict[str, Any] = Field(description="the JSON Schema of its parameters, with defaults")


class CatalogPreset(BaseModel):
    """Views that can be asked for by name."""

    name: Preset
    description: str
    views: dict[Domain, dict[str, Any]] = Field(
        description="the transform that the name stands for in each domain, at 224 px"
    )


class CatalogDomain(BaseModel):
    """A kind of images that presets adapt to."""

    name: Domain
    description: str = Field(description="what changes for such images, and why")


class CatalogPlugin(BaseModel):
    """A plugin that a worker has installed."""

    group: PluginGroup
    name: str = Field(description="as a spec names it: plugin:NAME")
    description: str
    parameters: dict[str, Any] = Field(description="the JSON Schema of its params")


class Catalog(BaseModel):
    """Everything there is to choose from."""

    job_kinds: list[CatalogEntry]
    methods: list[CatalogEntry]
    backbones: list[CatalogEntry] = Field(
        description="how a backbone is described; GET /v1/catalog/backbones lists every model that one can name"
    )
    transforms: list[CatalogEntry]
    view_ops: list[CatalogEntry]
    transform_presets: list[CatalogPreset]
    domains: list[CatalogDomain]
    optimizers: list[CatalogEntry]
    schedules: list[CatalogEntry]
    strategies: list[CatalogEntry]
    projections: list[CatalogEntry]
    exporters: list[CatalogEntry]
    plugins: list[CatalogPlugin] = Field(default=[], description="of the workers that are there")


class CatalogBackbone(BaseModel):
    """A model of torchvision or timm that a backbone may name."""

    name: str
    dim: int = Field(description="D: the length of its feature vectors")
    image_size: int = Field(description="of its pretrained weights, pixels")
    sizing: Sizing = Field(description="which image sizes it takes: any, or the one that it is built for")
    patch_size: int | None = Field(description="of vision transformers whose patches can be masked, pixels")
    weights: list[str] = Field(description="sets of pretrained weights that its library knows")


class CatalogBackboneList(BaseModel):
    """Models, torchvision's first."""

    items: list[CatalogBackbone]
    total: int = Field(description="how many there are, those left out counted")
