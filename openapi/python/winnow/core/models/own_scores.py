from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.own_scores_format import check_own_scores_format
from ..models.own_scores_format import OwnScoresFormat
from ..types import UNSET, Unset
from typing import cast
from typing import Literal, cast

if TYPE_CHECKING:
  from ..models.upload_source import UploadSource





T = TypeVar("T", bound="OwnScores")



@_attrs_define
class OwnScores:
    """ Numbers of your own, from an uploaded file with a column `filename` or `sample_id`; others are scores by name.

        Attributes:
            type_ (Literal['upload']):  Default: 'upload'.
            source (UploadSource): An archive or image that was uploaded to the dataset.
            format_ (OwnScoresFormat | Unset):  Default: 'ndjson'.
     """

    source: UploadSource
    type_: Literal['upload'] = 'upload'
    format_: OwnScoresFormat | Unset = 'ndjson'





    def to_dict(self) -> dict[str, Any]:
        from ..models.upload_source import UploadSource # noqa: PLC0415
        type_ = self.type_

        source = self.source.to_dict()

        format_: str | Unset = UNSET
        if not isinstance(self.format_, Unset):
            format_ = self.format_



        field_dict: dict[str, Any] = {}

        field_dict.update({
            "type": type_,
            "source": source,
        })
        if format_ is not UNSET:
            field_dict["format"] = format_

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.upload_source import UploadSource # noqa: PLC0415
        d = dict(src_dict)
        type_ = cast(Literal['upload'] , d.pop("type"))
        if type_ != 'upload':
            raise ValueError(f"type must match const 'upload', got '{type_}'")

        source = UploadSource.from_dict(d.pop("source"))




        _format_ = d.pop("format", UNSET)
        format_: OwnScoresFormat | Unset
        if isinstance(_format_,  Unset):
            format_ = UNSET
        else:
            format_ = check_own_scores_format(_format_)




        own_scores = cls(
            type_=type_,
            source=source,
            format_=format_,
        )

        return own_scores

