from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import Literal, cast






T = TypeVar("T", bound="ScoreNumbers")



@_attrs_define
class ScoreNumbers:
    """ A score that a score job has stored for the embedding or the dataset.

        Attributes:
            source (Literal['score']):  Default: 'score'.
            score (str): an id, $name of a score job in the same pipeline, or a name: then the newest score called so
     """

    score: str
    source: Literal['score'] = 'score'





    def to_dict(self) -> dict[str, Any]:
        source = self.source

        score = self.score


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "source": source,
            "score": score,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        source = cast(Literal['score'] , d.pop("source"))
        if source != 'score':
            raise ValueError(f"source must match const 'score', got '{source}'")

        score = d.pop("score")

        score_numbers = cls(
            source=source,
            score=score,
        )

        return score_numbers

