from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.torchvision_source_name import check_torchvision_source_name
from ..models.torchvision_source_name import TorchvisionSourceName
from ..models.torchvision_source_split import check_torchvision_source_split
from ..models.torchvision_source_split import TorchvisionSourceSplit
from ..types import UNSET, Unset
from typing import cast
from typing import Literal, cast






T = TypeVar("T", bound="TorchvisionSource")



@_attrs_define
class TorchvisionSource:
    """ A dataset of torchvision by the name of its class, as torchvision keeps it in `root`.

        Attributes:
            type_ (Literal['torchvision']):  Default: 'torchvision'.
            name (TorchvisionSourceName):
            root (str): below one of WINNOW_IMPORT_ROOTS; for MNIST and its kin, IDX files will do
            split (TorchvisionSourceSplit | Unset): an ImageFolder has one split, all Default: 'train'.
            download (bool | Unset): fetch what is missing from the servers that torchvision names Default: False.
     """

    name: TorchvisionSourceName
    root: str
    type_: Literal['torchvision'] = 'torchvision'
    split: TorchvisionSourceSplit | Unset = 'train'
    download: bool | Unset = False





    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        name: str = self.name

        root = self.root

        split: str | Unset = UNSET
        if not isinstance(self.split, Unset):
            split = self.split


        download = self.download


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "type": type_,
            "name": name,
            "root": root,
        })
        if split is not UNSET:
            field_dict["split"] = split
        if download is not UNSET:
            field_dict["download"] = download

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        type_ = cast(Literal['torchvision'] , d.pop("type"))
        if type_ != 'torchvision':
            raise ValueError(f"type must match const 'torchvision', got '{type_}'")

        name = check_torchvision_source_name(d.pop("name"))




        root = d.pop("root")

        _split = d.pop("split", UNSET)
        split: TorchvisionSourceSplit | Unset
        if isinstance(_split,  Unset):
            split = UNSET
        else:
            split = check_torchvision_source_split(_split)




        download = d.pop("download", UNSET)

        torchvision_source = cls(
            type_=type_,
            name=name,
            root=root,
            split=split,
            download=download,
        )

        return torchvision_source

