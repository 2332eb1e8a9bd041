from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast






T = TypeVar("T", bound="Category")



@_attrs_define
class Category:
    """ One of the things that a task tells apart.

        Attributes:
            id (int):
            name (str):
            keypoints (list[str] | None | Unset): names of the points, in order; of keypoint tasks alone
            skeleton (list[list[int]] | None | Unset): pairs of points that belong together, counted from 0
     """

    id: int
    name: str
    keypoints: list[str] | None | Unset = UNSET
    skeleton: list[list[int]] | None | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        keypoints: list[str] | None | Unset
        if isinstance(self.keypoints, Unset):
            keypoints = UNSET
        elif isinstance(self.keypoints, list):
            keypoints = self.keypoints


        else:
            keypoints = self.keypoints

        skeleton: list[list[int]] | None | Unset
        if isinstance(self.skeleton, Unset):
            skeleton = UNSET
        elif isinstance(self.skeleton, list):
            skeleton = []
            for skeleton_type_0_item_data in self.skeleton:
                skeleton_type_0_item = []
                for skeleton_type_0_item_item_data in skeleton_type_0_item_data:
                    skeleton_type_0_item_item: int
                    skeleton_type_0_item_item = skeleton_type_0_item_item_data
                    skeleton_type_0_item.append(skeleton_type_0_item_item)


                skeleton.append(skeleton_type_0_item)


        else:
            skeleton = self.skeleton


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "id": id,
            "name": name,
        })
        if keypoints is not UNSET:
            field_dict["keypoints"] = keypoints
        if skeleton is not UNSET:
            field_dict["skeleton"] = skeleton

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        def _parse_keypoints(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                keypoints_type_0 = cast(list[str], data)

                return keypoints_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        keypoints = _parse_keypoints(d.pop("keypoints", UNSET))


        def _parse_skeleton(data: object) -> list[list[int]] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                skeleton_type_0 = []
                _skeleton_type_0 = data
                for skeleton_type_0_item_data in (_skeleton_type_0):
                    skeleton_type_0_item = []
                    _skeleton_type_0_item = skeleton_type_0_item_data
                    for skeleton_type_0_item_item_data in (_skeleton_type_0_item):
                        def _parse_skeleton_type_0_item_item(data: object) -> int:
                            return cast(int, data)

                        skeleton_type_0_item_item = _parse_skeleton_type_0_item_item(skeleton_type_0_item_item_data)

                        skeleton_type_0_item.append(skeleton_type_0_item_item)

                    skeleton_type_0.append(skeleton_type_0_item)

                return skeleton_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[list[int]] | None | Unset, data)

        skeleton = _parse_skeleton(d.pop("skeleton", UNSET))


        category = cls(
            id=id,
            name=name,
            keypoints=keypoints,
            skeleton=skeleton,
        )

        return category

