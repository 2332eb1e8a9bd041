from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import Literal, cast






T = TypeVar("T", bound="FolderSource")



@_attrs_define
class FolderSource:
    """ A folder that the workers can see, below one of WINNOW_IMPORT_ROOTS. Links below it are not followed.

        Attributes:
            type_ (Literal['folder']):  Default: 'folder'.
            path (str):
            copy (bool | Unset): false leaves the images where they are: only thumbnails and facts are stored, and every
                later job reads the images from there again Default: True.
     """

    path: str
    type_: Literal['folder'] = 'folder'
    copy: bool | Unset = True





    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        path = self.path

        copy = self.copy


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "type": type_,
            "path": path,
        })
        if copy is not UNSET:
            field_dict["copy"] = copy

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        type_ = cast(Literal['folder'] , d.pop("type"))
        if type_ != 'folder':
            raise ValueError(f"type must match const 'folder', got '{type_}'")

        path = d.pop("path")

        copy = d.pop("copy", UNSET)

        folder_source = cls(
            type_=type_,
            path=path,
            copy=copy,
        )

        return folder_source

