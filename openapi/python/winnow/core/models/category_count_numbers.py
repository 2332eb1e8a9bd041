from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast
from typing import Literal, cast






T = TypeVar("T", bound="CategoryCountNumbers")



@_attrs_define
class CategoryCountNumbers:
    """ How many objects of some categories a task has on a sample.

        Attributes:
            source (Literal['category_count']):  Default: 'category_count'.
            task (str):
            categories (list[str] | None | Unset): null counts them all
     """

    task: str
    source: Literal['category_count'] = 'category_count'
    categories: list[str] | None | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        source = self.source

        task = self.task

        categories: list[str] | None | Unset
        if isinstance(self.categories, Unset):
            categories = UNSET
        elif isinstance(self.categories, list):
            categories = self.categories


        else:
            categories = self.categories


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "source": source,
            "task": task,
        })
        if categories is not UNSET:
            field_dict["categories"] = categories

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        source = cast(Literal['category_count'] , d.pop("source"))
        if source != 'category_count':
            raise ValueError(f"source must match const 'category_count', got '{source}'")

        task = d.pop("task")

        def _parse_categories(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                categories_type_0 = cast(list[str], data)

                return categories_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        categories = _parse_categories(d.pop("categories", UNSET))


        category_count_numbers = cls(
            source=source,
            task=task,
            categories=categories,
        )

        return category_count_numbers

