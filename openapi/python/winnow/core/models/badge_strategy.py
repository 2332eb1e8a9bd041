from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast
from typing import Literal, cast






T = TypeVar("T", bound="BadgeStrategy")



@_attrs_define
class BadgeStrategy:
    """ BADGE (Ash et al., ICLR 2020): k-means++ on the gradients that each sample's likeliest label would give.

    Needs class probabilities; for middle and high budgets.

        Attributes:
            name (Literal['badge']):  Default: 'badge'.
            strength (float | Unset): exponent of this strategy in a combination; negative prefers the opposite Default:
                1.0.
            task (None | str | Unset): a prediction task; null trains a linear probe on the labels of the preselected
                samples
            seed (int | Unset):  Default: 0.
     """

    name: Literal['badge'] = 'badge'
    strength: float | Unset = 1.0
    task: None | str | Unset = UNSET
    seed: int | Unset = 0





    def to_dict(self) -> dict[str, Any]:
        name = self.name

        strength = self.strength

        task: None | str | Unset
        if isinstance(self.task, Unset):
            task = UNSET
        else:
            task = self.task

        seed = self.seed


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "name": name,
        })
        if strength is not UNSET:
            field_dict["strength"] = strength
        if task is not UNSET:
            field_dict["task"] = task
        if seed is not UNSET:
            field_dict["seed"] = seed

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = cast(Literal['badge'] , d.pop("name"))
        if name != 'badge':
            raise ValueError(f"name must match const 'badge', got '{name}'")

        strength = d.pop("strength", UNSET)

        def _parse_task(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        task = _parse_task(d.pop("task", UNSET))


        seed = d.pop("seed", UNSET)

        badge_strategy = cls(
            name=name,
            strength=strength,
            task=task,
            seed=seed,
        )

        return badge_strategy

