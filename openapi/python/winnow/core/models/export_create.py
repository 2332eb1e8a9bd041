from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast

if TYPE_CHECKING:
  from ..models.csv_exporter import CsvExporter
  from ..models.filenames_exporter import FilenamesExporter
  from ..models.images_exporter import ImagesExporter
  from ..models.json_lines_exporter import JsonLinesExporter
  from ..models.label_studio_exporter import LabelStudioExporter





T = TypeVar("T", bound="ExportCreate")



@_attrs_define
class ExportCreate:
    """ A file to be made of a subset.

        Attributes:
            exporter (CsvExporter | FilenamesExporter | ImagesExporter | JsonLinesExporter | LabelStudioExporter | Unset):
            name (None | str | Unset): of the job, for people
     """

    exporter: CsvExporter | FilenamesExporter | ImagesExporter | JsonLinesExporter | LabelStudioExporter | Unset = UNSET
    name: None | str | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        from ..models.csv_exporter import CsvExporter # noqa: PLC0415
        from ..models.filenames_exporter import FilenamesExporter # noqa: PLC0415
        from ..models.images_exporter import ImagesExporter # noqa: PLC0415
        from ..models.json_lines_exporter import JsonLinesExporter # noqa: PLC0415
        from ..models.label_studio_exporter import LabelStudioExporter # noqa: PLC0415
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


        name: None | str | Unset
        if isinstance(self.name, Unset):
            name = UNSET
        else:
            name = self.name


        field_dict: dict[str, Any] = {}

        field_dict.update({
        })
        if exporter is not UNSET:
            field_dict["exporter"] = exporter
        if name is not UNSET:
            field_dict["name"] = name

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.csv_exporter import CsvExporter # noqa: PLC0415
        from ..models.filenames_exporter import FilenamesExporter # noqa: PLC0415
        from ..models.images_exporter import ImagesExporter # noqa: PLC0415
        from ..models.json_lines_exporter import JsonLinesExporter # noqa: PLC0415
        from ..models.label_studio_exporter import LabelStudioExporter # noqa: PLC0415
        d = dict(src_dict)
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


        def _parse_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        name = _parse_name(d.pop("name", UNSET))


        export_create = cls(
            exporter=exporter,
            name=name,
        )

        return export_create

