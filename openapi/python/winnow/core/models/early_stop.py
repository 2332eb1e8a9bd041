from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.early_stop_metric import check_early_stop_metric
from ..models.early_stop_metric import EarlyStopMetric
from ..types import UNSET, Unset
from typing import cast






T = TypeVar("T", bound="EarlyStop")



@_attrs_define
class EarlyStop:
    """ Ends training when a metric has stopped to improve.

        Attributes:
            metric (EarlyStopMetric | Unset): loss is measured every epoch, the others every `evaluate_every` epochs
                Default: 'knn_accuracy'.
            patience (int | Unset): measurements without improvement Default: 5.
            min_delta (float | Unset): what counts as an improvement Default: 0.0.
     """

    metric: EarlyStopMetric | Unset = 'knn_accuracy'
    patience: int | Unset = 5
    min_delta: float | Unset = 0.0





    def to_dict(self) -> dict[str, Any]:
        metric: str | Unset = UNSET
        if not isinstance(self.metric, Unset):
            metric = self.metric


        patience = self.patience

        min_delta = self.min_delta


        field_dict: dict[str, Any] = {}

        field_dict.update({
        })
        if metric is not UNSET:
            field_dict["metric"] = metric
        if patience is not UNSET:
            field_dict["patience"] = patience
        if min_delta is not UNSET:
            field_dict["min_delta"] = min_delta

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        _metric = d.pop("metric", UNSET)
        metric: EarlyStopMetric | Unset
        if isinstance(_metric,  Unset):
            metric = UNSET
        else:
            metric = check_early_stop_metric(_metric)




        patience = d.pop("patience", UNSET)

        min_delta = d.pop("min_delta", UNSET)

        early_stop = cls(
            metric=metric,
            patience=patience,
            min_delta=min_delta,
        )

        return early_stop

