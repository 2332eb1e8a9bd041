from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast

if TYPE_CHECKING:
  from ..models.view_pipeline import ViewPipeline
  from ..models.view_transform import ViewTransform





T = TypeVar("T", bound="LocalCrops")



@_attrs_define
class LocalCrops:
    """ Small parts of every image beside its full views: the multi-crop of SwAV (Caron et al. 2020).

    They cost little, because the network sees them at a lower resolution, and tie parts of an image to the whole.

        Attributes:
            count (int | Unset): per image and step Default: 6.
            image_size (int | None | Unset): null takes three sevenths of the full views, the 96 of 224, in steps of 16
            view (Unset | ViewPipeline | ViewTransform):
     """

    count: int | Unset = 6
    image_size: int | None | Unset = UNSET
    view: Unset | ViewPipeline | ViewTransform = UNSET





    def to_dict(self) -> dict[str, Any]:
        from ..models.view_pipeline import ViewPipeline # noqa: PLC0415
        from ..models.view_transform import ViewTransform # noqa: PLC0415
        count = self.count

        image_size: int | None | Unset
        if isinstance(self.image_size, Unset):
            image_size = UNSET
        else:
            image_size = self.image_size

        view: dict[str, Any] | Unset
        if isinstance(self.view, Unset):
            view = UNSET
        elif isinstance(self.view, ViewTransform):
            view = self.view.to_dict()
        else:
            view = self.view.to_dict()



        field_dict: dict[str, Any] = {}

        field_dict.update({
        })
        if count is not UNSET:
            field_dict["count"] = count
        if image_size is not UNSET:
            field_dict["image_size"] = image_size
        if view is not UNSET:
            field_dict["view"] = view

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.view_pipeline import ViewPipeline # noqa: PLC0415
        from ..models.view_transform import ViewTransform # noqa: PLC0415
        d = dict(src_dict)
        count = d.pop("count", UNSET)

        def _parse_image_size(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        image_size = _parse_image_size(d.pop("image_size", UNSET))


        def _parse_view(data: object) -> Unset | ViewPipeline | ViewTransform:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                view_type_0 = ViewTransform.from_dict(data)



                return view_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            view_type_1 = ViewPipeline.from_dict(data)



            return view_type_1

        view = _parse_view(d.pop("view", UNSET))


        local_crops = cls(
            count=count,
            image_size=image_size,
            view=view,
        )

        return local_crops

