from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast
from typing import Literal, cast

if TYPE_CHECKING:
  from ..models.csv_exporter import CsvExporter
  from ..models.filenames_exporter import FilenamesExporter
  from ..models.images_exporter import ImagesExporter
  from ..models.json_lines_exporter import JsonLinesExporter
  from ..models.label_studio_exporter import LabelStudioExporter
  from ..models.limits import Limits





T = TypeVar("T", bound="ExportSpec")



@_attrs_define
class ExportSpec:
    """ Write a subset to a file in the format of a labelling tool.

        Attributes:
            kind (Literal['export']):  Default: 'export'.
            dataset_id (str):
            subset (str):
            name (None | str | Unset): for people; need not be unique
            priority (int | Unset): higher runs earlier Default: 0.
            max_attempts (int | Unset): attempts before a crashing job counts as failed Default: 3.
            runs_on (list[str] | Unset): labels that the worker must carry, all of them
            limits (Limits | Unset): What one attempt may use before it is stopped.
            depends_on (list[str] | Unset): in a pipeline: siblings that must succeed first
            exporter (CsvExporter | FilenamesExporter | ImagesExporter | JsonLinesExporter | LabelStudioExporter | Unset):
     """

    dataset_id: str
    subset: str
    kind: Literal['export'] = 'export'
    name: None | str | Unset = UNSET
    priority: int | Unset = 0
    max_attempts: int | Unset = 3
    runs_on: list[str] | Unset = UNSET
    limits: Limits | Unset = UNSET
    depends_on: list[str] | Unset = UNSET
    exporter: CsvExporter | FilenamesExporter | ImagesExporter | JsonLinesExporter | LabelStudioExporter | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        from ..models.csv_exporter import CsvExporter # noqa: PLC0415
        from ..models.filenames_exporter import FilenamesExporter # noqa: PLC0415
        from ..models.images_exporter import ImagesExporter # noqa: PLC0415
        from ..models.json_lines_exporter import JsonLinesExporter # noqa: PLC0415
        from ..models.label_studio_exporter import LabelStudioExporter # noqa: PLC0415
        from ..models.limits import Limits # noqa: PLC0415
        kind = self.kind

        dataset_id = self.dataset_id

        subset = self.subset

        name: None | str | Unset
        if isinstance(self.name, Unset):
            name = UNSET
        else:
            name = self.name

        priority = self.priority

        max_attempts = self.max_attempts

        runs_on: list[str] | Unset = UNSET
        if not isinstance(self.runs_on, Unset):
            runs_on = self.runs_on



        limits: dict[str, Any] | Unset = UNSET
        if not isinstance(self.limits, Unset):
            limits = self.limits.to_dict()

        depends_on: list[str] | Unset = UNSET
        if not isinstance(self.depends_on, Unset):
            depends_on = self.depends_on



        exporter: dict[str, Any] | Unset
        if isinstance(self.exporter, Unset):
            exporter = UNSET
        elif isinstance(self.exporter, FilenamesExporter):
            exporter = self.exporter.to_dict()
        elif isinstance(self.exporter, CsvExporter):
            exporter = self.exporter.to_dict()
        elif isinstance(self.exporter, JsonLinesExporter):
            exporter = self.exporter.to_dict()
        elif isinstance(self.exporter, LabelStudioExporter):
            exporter = self.exporter.to_dict()
        else:
            exporter = self.exporter.to_dict()



        field_dict: dict[str, Any] = {}

        field_dict.update({
            "kind": kind,
            "dataset_id": dataset_id,
            "subset": subset,
        })
        if name is not UNSET:
            field_dict["name"] = name
        if priority is not UNSET:
            field_dict["priority"] = priority
        if max_attempts is not UNSET:
            field_dict["max_attempts"] = max_attempts
        if runs_on is not UNSET:
            field_dict["runs_on"] = runs_on
        if limits is not UNSET:
            field_dict["limits"] = limits
        if depends_on is not UNSET:
            field_dict["depends_on"] = depends_on
        if exporter is not UNSET:
            field_dict["exporter"] = exporter

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.csv_exporter import CsvExporter # noqa: PLC0415
        from ..models.filenames_exporter import FilenamesExporter # noqa: PLC0415
        from ..models.images_exporter import ImagesExporter # noqa: PLC0415
        from ..models.json_lines_exporter import JsonLinesExporter # noqa: PLC0415
        from ..models.label_studio_exporter import LabelStudioExporter # noqa: PLC0415
        from ..models.limits import Limits # noqa: PLC0415
        d = dict(src_dict)
        kind = cast(Literal['export'] , d.pop("kind"))
        if kind != 'export':
            raise ValueError(f"kind must match const 'export', got '{kind}'")

        dataset_id = d.pop("dataset_id")

        subset = d.pop("subset")

        def _parse_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        name = _parse_name(d.pop("name", UNSET))


        priority = d.pop("priority", UNSET)

        max_attempts = d.pop("max_attempts", UNSET)

        runs_on = cast(list[str], d.pop("runs_on", UNSET))


        _limits = d.pop("limits", UNSET)
        limits: Limits | Unset
        if isinstance(_limits,  Unset):
            limits = UNSET
        else:
            limits = Limits.from_dict(_limits)




        depends_on = cast(list[str], d.pop("depends_on", UNSET))


        def _parse_exporter(data: object) -> CsvExporter | FilenamesExporter | ImagesExporter | JsonLinesExporter | LabelStudioExporter | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_exporter_type_0 = FilenamesExporter.from_dict(data)



                return componentsschemas_exporter_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_exporter_type_1 = CsvExporter.from_dict(data)



                return componentsschemas_exporter_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_exporter_type_2 = JsonLinesExporter.from_dict(data)



                return componentsschemas_exporter_type_2
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_exporter_type_3 = LabelStudioExporter.from_dict(data)



                return componentsschemas_exporter_type_3
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            componentsschemas_exporter_type_4 = ImagesExporter.from_dict(data)



            return componentsschemas_exporter_type_4

        exporter = _parse_exporter(d.pop("exporter", UNSET))


        export_spec = cls(
            kind=kind,
            dataset_id=dataset_id,
            subset=subset,
            name=name,
            priority=priority,
            max_attempts=max_attempts,
            runs_on=runs_on,
            limits=limits,
            depends_on=depends_on,
            exporter=exporter,
        )

        return export_spec

