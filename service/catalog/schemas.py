"""The catalog on the wire."""

from typing import Any

from pydantic import BaseModel, Field

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


class Catalog(BaseModel):
    """Everything there is to choose from."""

    job_kinds: list[CatalogEntry]
    methods: list[CatalogEntry]
    backbones: list[CatalogEntry]
    transforms: list[CatalogEntry]
    view_ops: list[CatalogEntry]
    transform_presets: list[CatalogPreset]
    domains: list[CatalogDomain]
    optimizers: list[CatalogEntry]
    schedules: list[CatalogEntry]
    strategies: list[CatalogEntry]
    exporters: list[CatalogEntry]
