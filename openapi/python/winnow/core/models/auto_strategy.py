from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast
from typing import Literal, cast






T = TypeVar("T", bound="AutoStrategy")



@_attrs_define
class AutoStrategy:
    """ Let the evidence choose: by the labels so far, the number of picks for each class, and whether there is a model.

    The job's result says what was chosen and why.

        Attributes:
            name (Literal['auto']):  Default: 'auto'.
            strength (float | Unset): exponent of this strategy in a combination; negative prefers the opposite Default:
                1.0.
            task (None | str | Unset): a prediction task of your model; null trains a linear probe once there are labels
            n_classes (int | None | Unset): how many classes there will be; null guesses from the labels
            seed (int | Unset):  Default: 0.
     """

    name: Literal['auto'] = 'auto'
    strength: float | Unset = 1.0
    task: None | str | Unset = UNSET
    n_classes: int | None | Unset = UNSET
    seed: int | Unset = 0





    def to_dict(self) -> dict[str, Any]:
        name = self.name

        strength = self.strength

        task: None | str | Unset
        if isinstance(self.task, Unset):
            task = UNSET
        else:
            task = self.task

        n_classes: int | None | Unset
        if isinstance(self.n_classes, Unset):
            n_classes = UNSET
        else:
            n_classes = self.n_classes

        seed = self.seed


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "name": name,
        })
        if strength is not UNSET:
            field_dict["strength"] = strength
        if task is not UNSET:
            field_dict["task"] = task
        if n_classes is not UNSET:
            field_dict["n_classes"] = n_classes
        if seed is not UNSET:
            field_dict["seed"] = seed

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = cast(Literal['auto'] , d.pop("name"))
        if name != 'auto':
            raise ValueError(f"name must match const 'auto', got '{name}'")

        strength = d.pop("strength", UNSET)

        def _parse_task(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        task = _parse_task(d.pop("task", UNSET))


        def _parse_n_classes(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        n_classes = _parse_n_classes(d.pop("n_classes", UNSET))


        seed = d.pop("seed", UNSET)

        auto_strategy = cls(
            name=name,
            strength=strength,
            task=task,
            n_classes=n_classes,
            seed=seed,
        )

        return auto_strategy

