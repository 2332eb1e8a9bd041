from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast

if TYPE_CHECKING:
  from ..models.backbone import Backbone





T = TypeVar("T", bound="Teacher")



@_attrs_define
class Teacher:
    """ The network that is imitated: a checkpoint, or a backbone with its pretrained weights.

        Attributes:
            checkpoint (None | str | Unset): an id, or $name of a sibling that makes a checkpoint
            backbone (Backbone | None | Unset): instead of a checkpoint; with pretrained weights
     """

    checkpoint: None | str | Unset = UNSET
    backbone: Backbone | None | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        from ..models.backbone import Backbone # noqa: PLC0415
        checkpoint: None | str | Unset
        if isinstance(self.checkpoint, Unset):
            checkpoint = UNSET
        else:
            checkpoint = self.checkpoint

        backbone: dict[str, Any] | None | Unset
        if isinstance(self.backbone, Unset):
            backbone = UNSET
        elif isinstance(self.backbone, Backbone):
            backbone = self.backbone.to_dict()
        else:
            backbone = self.backbone


        field_dict: dict[str, Any] = {}

        field_dict.update({
        })
        if checkpoint is not UNSET:
            field_dict["checkpoint"] = checkpoint
        if backbone is not UNSET:
            field_dict["backbone"] = backbone

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.backbone import Backbone # noqa: PLC0415
        d = dict(src_dict)
        def _parse_checkpoint(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        checkpoint = _parse_checkpoint(d.pop("checkpoint", UNSET))


        def _parse_backbone(data: object) -> Backbone | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                backbone_type_0 = Backbone.from_dict(data)



                return backbone_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Backbone | None | Unset, data)

        backbone = _parse_backbone(d.pop("backbone", UNSET))


        teacher = cls(
            checkpoint=checkpoint,
            backbone=backbone,
        )

        return teacher

