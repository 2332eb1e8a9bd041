from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.aggregate import Aggregate
from ..models.aggregate import check_aggregate
from ..models.prediction_numbers_score import check_prediction_numbers_score
from ..models.prediction_numbers_score import PredictionNumbersScore
from ..types import UNSET, Unset
from typing import cast
from typing import Literal, cast






T = TypeVar("T", bound="PredictionNumbers")



@_attrs_define
class PredictionNumbers:
    """ How unsure a prediction task is about a sample: of an image, or of its objects together.

        Attributes:
            source (Literal['prediction']):  Default: 'prediction'.
            task (str):
            score (PredictionNumbersScore | Unset):  Default: 'margin'.
            aggregate (Aggregate | Unset): How the uncertainties of the objects of an image become one number.
     """

    task: str
    source: Literal['prediction'] = 'prediction'
    score: PredictionNumbersScore | Unset = 'margin'
    aggregate: Aggregate | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        source = self.source

        task = self.task

        score: str | Unset = UNSET
        if not isinstance(self.score, Unset):
            score = self.score


        aggregate: str | Unset = UNSET
        if not isinstance(self.aggregate, Unset):
            aggregate = self.aggregate



        field_dict: dict[str, Any] = {}

        field_dict.update({
            "source": source,
            "task": task,
        })
        if score is not UNSET:
            field_dict["score"] = score
        if aggregate is not UNSET:
            field_dict["aggregate"] = aggregate

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        source = cast(Literal['prediction'] , d.pop("source"))
        if source != 'prediction':
            raise ValueError(f"source must match const 'prediction', got '{source}'")

        task = d.pop("task")

        _score = d.pop("score", UNSET)
        score: PredictionNumbersScore | Unset
        if isinstance(_score,  Unset):
            score = UNSET
        else:
            score = check_prediction_numbers_score(_score)




        _aggregate = d.pop("aggregate", UNSET)
        aggregate: Aggregate | Unset
        if isinstance(_aggregate,  Unset):
            aggregate = UNSET
        else:
            aggregate = check_aggregate(_aggregate)




        prediction_numbers = cls(
            source=source,
            task=task,
            score=score,
            aggregate=aggregate,
        )

        return prediction_numbers

