from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset






T = TypeVar("T", bound="VideoBounds")



@_attrs_define
class VideoBounds:
    """ Of one video.

        Attributes:
            max_frames (int | Unset):  Default: 5000000.
            max_seconds (int | Unset):  Default: 172800.
     """

    max_frames: int | Unset = 5000000
    max_seconds: int | Unset = 172800
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        max_frames = self.max_frames

        max_seconds = self.max_seconds


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
        })
        if max_frames is not UNSET:
            field_dict["max_frames"] = max_frames
        if max_seconds is not UNSET:
            field_dict["max_seconds"] = max_seconds

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        max_frames = d.pop("max_frames", UNSET)

        max_seconds = d.pop("max_seconds", UNSET)

        video_bounds = cls(
            max_frames=max_frames,
            max_seconds=max_seconds,
        )


        video_bounds.additional_properties = d
        return video_bounds

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
