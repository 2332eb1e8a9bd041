from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.aggregate import Aggregate
from ..models.aggregate import check_aggregate
from ..types import UNSET, Unset
from typing import cast
from typing import Literal, cast






T = TypeVar("T", bound="PredictionScores")



@_attrs_define
class PredictionScores:
    """ How unsure a model is about each sample, from a prediction task: higher is more useful to label.

    Classification gives `least_confidence`, `margin` and `entropy`. Boxes, masks and keypoints of objects give these
    for every one of `aggregates` (`margin_max` ...), and `objectness_least_confidence` and `object_frequency`.

        Attributes:
            type_ (Literal['predictions']):  Default: 'predictions'.
            task (str):
            aggregates (list[Aggregate] | Unset): over the objects of an image
            frequency_penalty (float | Unset): what every further object of the same category counts Default: 0.25.
            min_score (float | Unset): object_frequency of the image with the fewest Default: 0.9.
     """

    task: str
    type_: Literal['predictions'] = 'predictions'
    aggregates: list[Aggregate] | Unset = UNSET
    frequency_penalty: float | Unset = 0.25
    min_score: float | Unset = 0.9





    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        task = self.task

        aggregates: list[str] | Unset = UNSET
        if not isinstance(self.aggregates, Unset):
            aggregates = []
            for aggregates_item_data in self.aggregates:
                aggregates_item: str = aggregates_item_data
                aggregates.append(aggregates_item)



        frequency_penalty = self.frequency_penalty

        min_score = self.min_score


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "type": type_,
            "task": task,
        })
        if aggregates is not UNSET:
            field_dict["aggregates"] = aggregates
        if frequency_penalty is not UNSET:
            field_dict["frequency_penalty"] = frequency_penalty
        if min_score is not UNSET:
            field_dict["min_score"] = min_score

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        type_ = cast(Literal['predictions'] , d.pop("type"))
        if type_ != 'predictions':
            raise ValueError(f"type must match const 'predictions', got '{type_}'")

        task = d.pop("task")

        _aggregates = d.pop("aggregates", UNSET)
        aggregates: list[Aggregate] | Unset = UNSET
        if _aggregates is not UNSET:
            aggregates = []
            for aggregates_item_data in _aggregates:
                aggregates_item = check_aggregate(aggregates_item_data)



                aggregates.append(aggregates_item)


        frequency_penalty = d.pop("frequency_penalty", UNSET)

        min_score = d.pop("min_score", UNSET)

        prediction_scores = cls(
            type_=type_,
            task=task,
            aggregates=aggregates,
            frequency_penalty=frequency_penalty,
            min_score=min_score,
        )

        return prediction_scores

