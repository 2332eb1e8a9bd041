"""`/v1/catalog`, derived from the parameter models: a new method or strategy appears here by itself."""

import inspect
import re
from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, get_args, get_origin

from fastapi import APIRouter, Query

from service.catalog.schemas import (
    Catalog,
    CatalogBackbone,
    CatalogBackboneList,
    CatalogDomain,
    CatalogEntry,
    CatalogPlugin,
    CatalogPreset,
)
from service.dependencies import ReadSession
from store.plugins import published
from store.specs import backbone_models
from store.specs.automatic import TrainMethod
from store.specs.backbones import OWN_RESNETS, PLUGIN_PREFIX, Backbone
from store.specs.base import Spec
from store.specs.exporters import Exporter
from store.specs.jobs import JobSpec
from store.specs.optimizers import Optimizer, Schedule
from store.specs.presets import Domain, Preset, TransformPreset
from store.specs.projections import Projection
from store.specs.strategies import Strategy
from store.specs.transforms import LocalCrops, Transform, ViewTransform
from store.specs.view_ops import ViewOp, ViewPipeline

# At which presets are shown: that of the papers.
_PRESET_IMAGE_SIZE = 224

router = APIRouter(prefix="/v1/catalog", tags=["catalog"])


@router.get("", response_model=Catalog)
def get(session: ReadSession) -> Catalog:
    """Get everything there is to choose from, with JSON Schemas and in words when to use it."""
    plugins = [
        CatalogPlugin(
            group=plugin.group,
            name=f"{PLUGIN_PREFIX}{plugin.name}",
            description=plugin.description,
            parameters=plugin.parameters,
        )
        for plugin in published(session).values()
    ]
    return _catalog().model_copy(update={"plugins": plugins})


@router.get("/backbones", response_model=CatalogBackboneList)
def backbones(
    search: Annotated[str, Query(max_length=100, description="only names that contain this")] = "",
    maskable: Annotated[bool, Query(description="only vision transformers whose patches can be masked")] = False,
    limit: Annotated[int, Query(ge=1, le=5000)] = 100,
) -> CatalogBackboneList:
    """List the models of torchvision and timm that a backbone may name."""
    found = [
        CatalogBackbone(
            name=name,
            dim=model.dim,
            image_size=model.size,
            sizing=model.sizing,
            patch_size=model.patch,
            weights=model.tags,
        )
        for name, model in backbone_models.models().items()
        if search.lower() in name and (model.tokens or not maskable)
    ]
    return CatalogBackboneList(items=found[:limit], total=len(found))


@cache
def _catalog() -> Catalog:
    return Catalog(
        job_kinds=_entries(JobSpec),
        methods=_entries(TrainMethod),
        backbones=[entry.model_copy(update={"name": name}) for entry in _entries(Backbone) for name in OWN_RESNETS],
        transforms=[
            entry
            for model in (Transform, TransformPreset, ViewTransform, ViewPipeline, LocalCrops)
            for entry in _entries(model)
        ],
        view_ops=_entries(ViewOp),
        transform_presets=[_preset(preset) for preset in Preset],
        domains=[CatalogDomain(name=domain, description=domain.description) for domain in Domain],
        optimizers=_entries(Optimizer),
        schedules=_entries(Schedule),
        strategies=_entries(Strategy),
        projections=_entries(Projection),
        exporters=_entries(Exporter),
    )


def _entries(choice: Any) -> list[CatalogEntry]:
    return [
        CatalogEntry(name=name, description=inspect.cleandoc(model.__doc__ or ""), parameters=model.model_json_schema())
        for model in _models(choice)
        for name in _names(model)
    ]


def _preset(preset: Preset) -> CatalogPreset:
    views = {domain: preset.transform(_PRESET_IMAGE_SIZE, domain=domain).model_dump(mode="json") for domain in Domain}
    return CatalogPreset(name=preset, description=preset.description, views=views)


def _models(choice: Any) -> Iterator[type[Spec]]:
    """The members of a discriminated union; a model alone is its own only member."""
    if get_origin(choice) is Annotated:
        choice = get_args(choice)[0]
    yield from get_args(choice) or (choice,)


def _names(model: type[Spec]) -> tuple[str, ...]:
    """What a caller writes to choose it: the value of its discriminator, or the model's name where there is none."""
    for field in ("kind", "name", "op"):
        literal = model.model_fields.get(field)
        # JobRequest has a `name`, too, but that one is free text.
        if literal is not None and (values := get_args(literal.annotation)) and isinstance(values[0], str):
            return values
    return (re.sub(r"(?<=[a-z])(?=[A-Z])", "_", model.__name__).lower(),)
