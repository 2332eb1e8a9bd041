"""The catalog on the wire."""

from typing import Any

from pydantic import BaseModel, Field


class CatalogEntry(BaseModel):
    """One thing to choose."""

    name: str
    description: str = Field(description="what it is and when to use it")
    parameters: dict[str, Any] = Field(description="the JSON Schema of its parameters, with defaults")


class Catalog(BaseModel):
    """Everything there is to choose from."""

    job_kinds: list[CatalogEntry]
    methods: list[CatalogEntry]
    backbones: list[CatalogEntry]
    transforms: list[CatalogEntry]
    optimizers: list[CatalogEntry]
    schedules: list[CatalogEntry]
    strategies: list[CatalogEntry]
    exporters: list[CatalogEntry]
