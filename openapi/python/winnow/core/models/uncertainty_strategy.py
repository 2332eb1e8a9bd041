from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.aggregate import Aggregate
from ..models.aggregate import check_aggregate
from ..models.uncertainty import check_uncertainty
from ..models.uncertainty import Uncertainty
from ..types import UNSET, Unset
from typing import cast
from typing import Literal, cast






T = TypeVar("T", bound="UncertaintyStrategy")



@_attrs_define
class UncertaintyStrategy:
    """ The samples that a model is least sure of; with `oversample` spread out as in cluster-margin (Citovsky 2021).

    For budgets of more than twenty labels for each class. Below, prefer uncertainty_coverage.

        Attributes:
            name (Literal['uncertainty']):  Default: 'uncertainty'.
            strength (float | Unset): exponent of this strategy in a combination; negative prefers the opposite Default:
                1.0.
            task (None | str | Unset): a prediction task; null trains a linear probe on the labels of the preselected
                samples
            score (Uncertainty | Unset): How unsure a probability vector is: 0 for a one-hot, 1 for a uniform one.
            aggregate (Aggregate | Unset): How the uncertainties of the objects of an image become one number.
            oversample (float | Unset): above 1: clusters this many times as many of the least sure, and takes from the
                smallest first Default: 1.0.
            seed (int | Unset):  Default: 0.
     """

    name: Literal['uncertainty'] = 'uncertainty'
    strength: float | Unset = 1.0
    task: None | str | Unset = UNSET
    score: Uncertainty | Unset = UNSET
    aggregate: Aggregate | Unset = UNSET
    oversample: float | Unset = 1.0
    seed: int | Unset = 0





    def to_dict(self) -> dict[str, Any]:
        name = self.name

        strength = self.strength

        task: None | str | Unset
        if isinstance(self.task, Unset):
            task = UNSET
        else:
            task = self.task

        score: str | Unset = UNSET
        if not isinstance(self.score, Unset):
            score = self.score


        aggregate: str | Unset = UNSET
        if not isinstance(self.aggregate, Unset):
            aggregate = self.aggregate


        oversample = self.oversample

        seed = self.seed


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "name": name,
        })
        if strength is not UNSET:
            field_dict["strength"] = strength
        if task is not UNSET:
            field_dict["task"] = task
        if score is not UNSET:
            field_dict["score"] = score
        if aggregate is not UNSET:
            field_dict["aggregate"] = aggregate
        if oversample is not UNSET:
            field_dict["oversample"] = oversample
        if seed is not UNSET:
            field_dict["seed"] = seed

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = cast(Literal['uncertainty'] , d.pop("name"))
        if name != 'uncertainty':
            raise ValueError(f"name must match const 'uncertainty', got '{name}'")

        strength = d.pop("strength", UNSET)

        def _parse_task(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        task = _parse_task(d.pop("task", UNSET))


        _score = d.pop("score", UNSET)
        score: Uncertainty | Unset
        if isinstance(_score,  Unset):
            score = UNSET
        else:
            score = check_uncertainty(_score)




        _aggregate = d.pop("aggregate", UNSET)
        aggregate: Aggregate | Unset
        if isinstance(_aggregate,  Unset):
            aggregate = UNSET
        else:
            aggregate = check_aggregate(_aggregate)




        oversample = d.pop("oversample", UNSET)

        seed = d.pop("seed", UNSET)

        uncertainty_strategy = cls(
            name=name,
            strength=strength,
            task=task,
            score=score,
            aggregate=aggregate,
            oversample=oversample,
            seed=seed,
        )

        return uncertainty_strategy

