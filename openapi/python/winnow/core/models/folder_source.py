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
            path (str):
            copy (bool | Unset): false leaves the images where they are: only thumbnails and facts are stored, and every
                later job reads the images from there again Default: True.
            type_ (Literal['folder'] | Unset):  Default: 'folder'.
     """

    path: str
    copy: bool | Unset = True
    type_: Literal['folder'] | Unset = 'folder'





    def to_dict(self) -> dict[str, Any]:
        path = self.path

        copy = self.copy

        type_ = self.type_


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "path": path,
        })
        if copy is not UNSET:
            field_dict["copy"] = copy
        if type_ is not UNSET:
            field_dict["type"] = type_

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        path = d.pop("path")

        copy = d.pop("copy", UNSET)

        type_ = cast(Literal['folder'] | Unset , d.pop("type", UNSET))
        if type_ != 'folder'and not isinstance(type_, Unset):
            raise ValueError(f"type must match const 'folder', got '{type_}'")

        folder_source = cls(
            path=path,
            copy=copy,
            type_=type_,
        )

        return folder_source

