from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.fact_numbers_fact import check_fact_numbers_fact
from ..models.fact_numbers_fact import FactNumbersFact
from typing import cast
from typing import Literal, cast






T = TypeVar("T", bound="FactNumbers")



@_attrs_define
class FactNumbers:
    """ A fact that ingestion has measured.

        Attributes:
            source (Literal['fact']):  Default: 'fact'.
            fact (FactNumbersFact):
     """

    fact: FactNumbersFact
    source: Literal['fact'] = 'fact'





    def to_dict(self) -> dict[str, Any]:
        source = self.source

        fact: str = self.fact


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "source": source,
            "fact": fact,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        source = cast(Literal['fact'] , d.pop("source"))
        if source != 'fact':
            raise ValueError(f"source must match const 'fact', got '{source}'")

        fact = check_fact_numbers_fact(d.pop("fact"))




        fact_numbers = cls(
            source=source,
            fact=fact,
        )

        return fact_numbers

