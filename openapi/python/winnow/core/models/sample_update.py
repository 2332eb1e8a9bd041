from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.sample_update_attributes import SampleUpdateAttributes





T = TypeVar("T", bound="SampleUpdate")



@_attrs_define
class SampleUpdate:
    """ What is left out stays as it is.

        Attributes:
            attributes (SampleUpdateAttributes): a JSON merge patch (RFC 7396): null removes a key
     """

    attributes: SampleUpdateAttributes





    def to_dict(self) -> dict[str, Any]:
        from ..models.sample_update_attributes import SampleUpdateAttributes # noqa: PLC0415
        attributes = self.attributes.to_dict()


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "attributes": attributes,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.sample_update_attributes import SampleUpdateAttributes # noqa: PLC0415
        d = dict(src_dict)
        attributes = SampleUpdateAttributes.from_dict(d.pop("attributes"))




        sample_update = cls(
            attributes=attributes,
        )

        return sample_update

