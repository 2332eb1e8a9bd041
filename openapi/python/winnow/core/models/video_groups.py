from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import Literal, cast






T = TypeVar("T", bound="VideoGroups")



@_attrs_define
class VideoGroups:
    """ The video that a frame comes from.

        Attributes:
            source (Literal['video']):  Default: 'video'.
     """

    source: Literal['video'] = 'video'





    def to_dict(self) -> dict[str, Any]:
        source = self.source


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "source": source,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        source = cast(Literal['video'] , d.pop("source"))
        if source != 'video':
            raise ValueError(f"source must match const 'video', got '{source}'")

        video_groups = cls(
            source=source,
        )

        return video_groups

