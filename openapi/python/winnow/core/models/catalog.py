from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast

if TYPE_CHECKING:
  from ..models.catalog_domain import CatalogDomain
  from ..models.catalog_entry import CatalogEntry
  from ..models.catalog_plugin import CatalogPlugin
  from ..models.catalog_preset import CatalogPreset





T = TypeVar("T", bound="Catalog")



@_attrs_define
class Catalog:
    """ Everything there is to choose from.

        Attributes:
            job_kinds (list[CatalogEntry]):
            methods (list[CatalogEntry]):
            backbones (list[CatalogEntry]): how a backbone is described; GET /v1/catalog/backbones lists every model that
                one can name
            transforms (list[CatalogEntry]):
            view_ops (list[CatalogEntry]):
            transform_presets (list[CatalogPreset]):
            domains (list[CatalogDomain]):
            optimizers (list[CatalogEntry]):
            schedules (list[CatalogEntry]):
            strategies (list[CatalogEntry]):
            projections (list[CatalogEntry]):
            exporters (list[CatalogEntry]):
            plugins (list[CatalogPlugin] | Unset): of the workers that are there
     """

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
    projections: list[CatalogEntry]
    exporters: list[CatalogEntry]
    plugins: list[CatalogPlugin] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.catalog_domain import CatalogDomain # noqa: PLC0415
        from ..models.catalog_entry import CatalogEntry # noqa: PLC0415
        from ..models.catalog_plugin import CatalogPlugin # noqa: PLC0415
        from ..models.catalog_preset import CatalogPreset # noqa: PLC0415
        job_kinds = []
        for job_kinds_item_data in self.job_kinds:
            job_kinds_item = job_kinds_item_data.to_dict()
            job_kinds.append(job_kinds_item)



        methods = []
        for methods_item_data in self.methods:
            methods_item = methods_item_data.to_dict()
            methods.append(methods_item)



        backbones = []
        for backbones_item_data in self.backbones:
            backbones_item = backbones_item_data.to_dict()
            backbones.append(backbones_item)



        transforms = []
        for transforms_item_data in self.transforms:
            transforms_item = transforms_item_data.to_dict()
            transforms.append(transforms_item)



        view_ops = []
        for view_ops_item_data in self.view_ops:
            view_ops_item = view_ops_item_data.to_dict()
            view_ops.append(view_ops_item)



        transform_presets = []
        for transform_presets_item_data in self.transform_presets:
            transform_presets_item = transform_presets_item_data.to_dict()
            transform_presets.append(transform_presets_item)



        domains = []
        for domains_item_data in self.domains:
            domains_item = domains_item_data.to_dict()
            domains.append(domains_item)



        optimizers = []
        for optimizers_item_data in self.optimizers:
            optimizers_item = optimizers_item_data.to_dict()
            optimizers.append(optimizers_item)



        schedules = []
        for schedules_item_data in self.schedules:
            schedules_item = schedules_item_data.to_dict()
            schedules.append(schedules_item)



        strategies = []
        for strategies_item_data in self.strategies:
            strategies_item = strategies_item_data.to_dict()
            strategies.append(strategies_item)



        projections = []
        for projections_item_data in self.projections:
            projections_item = projections_item_data.to_dict()
            projections.append(projections_item)



        exporters = []
        for exporters_item_data in self.exporters:
            exporters_item = exporters_item_data.to_dict()
            exporters.append(exporters_item)



        plugins: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.plugins, Unset):
            plugins = []
            for plugins_item_data in self.plugins:
                plugins_item = plugins_item_data.to_dict()
                plugins.append(plugins_item)




        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "job_kinds": job_kinds,
            "methods": methods,
            "backbones": backbones,
            "transforms": transforms,
            "view_ops": view_ops,
            "transform_presets": transform_presets,
            "domains": domains,
            "optimizers": optimizers,
            "schedules": schedules,
            "strategies": strategies,
            "projections": projections,
            "exporters": exporters,
        })
        if plugins is not UNSET:
            field_dict["plugins"] = plugins

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.catalog_domain import CatalogDomain # noqa: PLC0415
        from ..models.catalog_entry import CatalogEntry # noqa: PLC0415
        from ..models.catalog_plugin import CatalogPlugin # noqa: PLC0415
        from ..models.catalog_preset import CatalogPreset # noqa: PLC0415
        d = dict(src_dict)
        job_kinds = []
        _job_kinds = d.pop("job_kinds")
        for job_kinds_item_data in (_job_kinds):
            job_kinds_item = CatalogEntry.from_dict(job_kinds_item_data)



            job_kinds.append(job_kinds_item)


        methods = []
        _methods = d.pop("methods")
        for methods_item_data in (_methods):
            methods_item = CatalogEntry.from_dict(methods_item_data)



            methods.append(methods_item)


        backbones = []
        _backbones = d.pop("backbones")
        for backbones_item_data in (_backbones):
            backbones_item = CatalogEntry.from_dict(backbones_item_data)



            backbones.append(backbones_item)


        transforms = []
        _transforms = d.pop("transforms")
        for transforms_item_data in (_transforms):
            transforms_item = CatalogEntry.from_dict(transforms_item_data)



            transforms.append(transforms_item)


        view_ops = []
        _view_ops = d.pop("view_ops")
        for view_ops_item_data in (_view_ops):
            view_ops_item = CatalogEntry.from_dict(view_ops_item_data)



            view_ops.append(view_ops_item)


        transform_presets = []
        _transform_presets = d.pop("transform_presets")
        for transform_presets_item_data in (_transform_presets):
            transform_presets_item = CatalogPreset.from_dict(transform_presets_item_data)



            transform_presets.append(transform_presets_item)


        domains = []
        _domains = d.pop("domains")
        for domains_item_data in (_domains):
            domains_item = CatalogDomain.from_dict(domains_item_data)



            domains.append(domains_item)


        optimizers = []
        _optimizers = d.pop("optimizers")
        for optimizers_item_data in (_optimizers):
            optimizers_item = CatalogEntry.from_dict(optimizers_item_data)



            optimizers.append(optimizers_item)


        schedules = []
        _schedules = d.pop("schedules")
        for schedules_item_data in (_schedules):
            schedules_item = CatalogEntry.from_dict(schedules_item_data)



            schedules.append(schedules_item)


        strategies = []
        _strategies = d.pop("strategies")
        for strategies_item_data in (_strategies):
            strategies_item = CatalogEntry.from_dict(strategies_item_data)



            strategies.append(strategies_item)


        projections = []
        _projections = d.pop("projections")
        for projections_item_data in (_projections):
            projections_item = CatalogEntry.from_dict(projections_item_data)



            projections.append(projections_item)


        exporters = []
        _exporters = d.pop("exporters")
        for exporters_item_data in (_exporters):
            exporters_item = CatalogEntry.from_dict(exporters_item_data)



            exporters.append(exporters_item)


        _plugins = d.pop("plugins", UNSET)
        plugins: list[CatalogPlugin] | Unset = UNSET
        if _plugins is not UNSET:
            plugins = []
            for plugins_item_data in _plugins:
                plugins_item = CatalogPlugin.from_dict(plugins_item_data)



                plugins.append(plugins_item)


        catalog = cls(
            job_kinds=job_kinds,
            methods=methods,
            backbones=backbones,
            transforms=transforms,
            view_ops=view_ops,
            transform_presets=transform_presets,
            domains=domains,
            optimizers=optimizers,
            schedules=schedules,
            strategies=strategies,
            projections=projections,
            exporters=exporters,
            plugins=plugins,
        )


        catalog.additional_properties = d
        return catalog

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
