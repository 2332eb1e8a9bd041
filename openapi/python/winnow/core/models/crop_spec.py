from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.crop_spec_format import check_crop_spec_format
from ..models.crop_spec_format import CropSpecFormat
from ..types import UNSET, Unset
from typing import cast
from typing import Literal, cast

if TYPE_CHECKING:
  from ..models.given_boxes import GivenBoxes
  from ..models.limits import Limits
  from ..models.task_boxes import TaskBoxes
  from ..models.tiles import Tiles





T = TypeVar("T", bound="CropSpec")



@_attrs_define
class CropSpec:
    """ Cut objects or tiles out of images and add them as samples, to the same dataset or to another one.

        Attributes:
            kind (Literal['crop']):  Default: 'crop'.
            dataset_id (str): of the images to cut
            regions (GivenBoxes | TaskBoxes | Tiles):
            name (None | str | Unset): for people; need not be unique
            priority (int | Unset): higher runs earlier Default: 0.
            max_attempts (int | Unset): attempts before a crashing job counts as failed Default: 3.
            runs_on (list[str] | Unset): labels that the worker must carry, all of them
            limits (Limits | Unset): What one attempt may use before it is stopped.
            depends_on (list[str] | Unset): in a pipeline: siblings that must succeed first
            dataset_version (int | None | Unset): null takes the version at submission
            subset (None | str | Unset): cuts only the samples of this subset
            target_dataset_id (None | str | Unset): null adds the crops to the same dataset
            padding (float | Unset): added on each side of a box, as a share of its width and height; not to tiles Default:
                0.0.
            min_side (int | Unset): refuses smaller crops, pixels Default: 8.
            format_ (CropSpecFormat | Unset): png loses nothing and takes more room Default: 'jpeg'.
     """

    dataset_id: str
    regions: GivenBoxes | TaskBoxes | Tiles
    kind: Literal['crop'] = 'crop'
    name: None | str | Unset = UNSET
    priority: int | Unset = 0
    max_attempts: int | Unset = 3
    runs_on: list[str] | Unset = UNSET
    limits: Limits | Unset = UNSET
    depends_on: list[str] | Unset = UNSET
    dataset_version: int | None | Unset = UNSET
    subset: None | str | Unset = UNSET
    target_dataset_id: None | str | Unset = UNSET
    padding: float | Unset = 0.0
    min_side: int | Unset = 8
    format_: CropSpecFormat | Unset = 'jpeg'





    def to_dict(self) -> dict[str, Any]:
        from ..models.given_boxes import GivenBoxes # noqa: PLC0415
        from ..models.limits import Limits # noqa: PLC0415
        from ..models.task_boxes import TaskBoxes # noqa: PLC0415
        from ..models.tiles import Tiles # noqa: PLC0415
        kind = self.kind

        dataset_id = self.dataset_id

        regions: dict[str, Any]
        if isinstance(self.regions, GivenBoxes):
            regions = self.regions.to_dict()
        elif isinstance(self.regions, TaskBoxes):
            regions = self.regions.to_dict()
        else:
            regions = self.regions.to_dict()


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



        dataset_version: int | None | Unset
        if isinstance(self.dataset_version, Unset):
            dataset_version = UNSET
        else:
            dataset_version = self.dataset_version

        subset: None | str | Unset
        if isinstance(self.subset, Unset):
            subset = UNSET
        else:
            subset = self.subset

        target_dataset_id: None | str | Unset
        if isinstance(self.target_dataset_id, Unset):
            target_dataset_id = UNSET
        else:
            target_dataset_id = self.target_dataset_id

        padding = self.padding

        min_side = self.min_side

        format_: str | Unset = UNSET
        if not isinstance(self.format_, Unset):
            format_ = self.format_



        field_dict: dict[str, Any] = {}

        field_dict.update({
            "kind": kind,
            "dataset_id": dataset_id,
            "regions": regions,
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
        if dataset_version is not UNSET:
            field_dict["dataset_version"] = dataset_version
        if subset is not UNSET:
            field_dict["subset"] = subset
        if target_dataset_id is not UNSET:
            field_dict["target_dataset_id"] = target_dataset_id
        if padding is not UNSET:
            field_dict["padding"] = padding
        if min_side is not UNSET:
            field_dict["min_side"] = min_side
        if format_ is not UNSET:
            field_dict["format"] = format_

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.given_boxes import GivenBoxes # noqa: PLC0415
        from ..models.limits import Limits # noqa: PLC0415
        from ..models.task_boxes import TaskBoxes # noqa: PLC0415
        from ..models.tiles import Tiles # noqa: PLC0415
        d = dict(src_dict)
        kind = cast(Literal['crop'] , d.pop("kind"))
        if kind != 'crop':
            raise ValueError(f"kind must match const 'crop', got '{kind}'")

        dataset_id = d.pop("dataset_id")

        def _parse_regions(data: object) -> GivenBoxes | TaskBoxes | Tiles:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_regions_type_0 = GivenBoxes.from_dict(data)



                return componentsschemas_regions_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_regions_type_1 = TaskBoxes.from_dict(data)



                return componentsschemas_regions_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            componentsschemas_regions_type_2 = Tiles.from_dict(data)



            return componentsschemas_regions_type_2

        regions = _parse_regions(d.pop("regions"))


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


        def _parse_dataset_version(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        dataset_version = _parse_dataset_version(d.pop("dataset_version", UNSET))


        def _parse_subset(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        subset = _parse_subset(d.pop("subset", UNSET))


        def _parse_target_dataset_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        target_dataset_id = _parse_target_dataset_id(d.pop("target_dataset_id", UNSET))


        padding = d.pop("padding", UNSET)

        min_side = d.pop("min_side", UNSET)

        _format_ = d.pop("format", UNSET)
        format_: CropSpecFormat | Unset
        if isinstance(_format_,  Unset):
            format_ = UNSET
        else:
            format_ = check_crop_spec_format(_format_)




        crop_spec = cls(
            kind=kind,
            dataset_id=dataset_id,
            regions=regions,
            name=name,
            priority=priority,
            max_attempts=max_attempts,
            runs_on=runs_on,
            limits=limits,
            depends_on=depends_on,
            dataset_version=dataset_version,
            subset=subset,
            target_dataset_id=target_dataset_id,
            padding=padding,
            min_side=min_side,
            format_=format_,
        )

        return crop_spec

