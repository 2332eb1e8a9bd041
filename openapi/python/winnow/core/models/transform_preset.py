from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.domain import check_domain
from ..models.domain import Domain
from ..models.preset import check_preset
from ..models.preset import Preset
from ..types import UNSET, Unset
from typing import cast






T = TypeVar("T", bound="TransformPreset")



@_attrs_define
class TransformPreset:
    """ Views by name instead of by number: those of a method, changed the way a kind of images asks for.

        Attributes:
            preset (None | Preset | Unset): null takes the views of the train job's own method
            domain (Domain | None | Unset): null: `small` for images of 40 px and less, else `natural`
     """

    preset: None | Preset | Unset = UNSET
    domain: Domain | None | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        preset: None | str | Unset
        if isinstance(self.preset, Unset):
            preset = UNSET
        elif isinstance(self.preset, str):
            preset = self.preset
        else:
            preset = self.preset

        domain: None | str | Unset
        if isinstance(self.domain, Unset):
            domain = UNSET
        elif isinstance(self.domain, str):
            domain = self.domain
        else:
            domain = self.domain


        field_dict: dict[str, Any] = {}

        field_dict.update({
        })
        if preset is not UNSET:
            field_dict["preset"] = preset
        if domain is not UNSET:
            field_dict["domain"] = domain

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        def _parse_preset(data: object) -> None | Preset | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                preset_type_0 = check_preset(data)



                return preset_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Preset | Unset, data)

        preset = _parse_preset(d.pop("preset", UNSET))


        def _parse_domain(data: object) -> Domain | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                domain_type_0 = check_domain(data)



                return domain_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Domain | None | Unset, data)

        domain = _parse_domain(d.pop("domain", UNSET))


        transform_preset = cls(
            preset=preset,
            domain=domain,
        )

        return transform_preset

