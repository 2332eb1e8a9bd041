from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.schedule_name import check_schedule_name
from ..models.schedule_name import ScheduleName
from ..types import UNSET, Unset
from typing import cast






T = TypeVar("T", bound="Schedule")



@_attrs_define
class Schedule:
    """ How learning rate, weight decay and momentum change over a run: a warm-up, then a fall to a share of the peak.

    `cosine` falls along half a cosine, `linear` in a straight line, `constant` not at all. `one_cycle` (Smith & Topin
    2018) rises from a 25th of the peak along half a cosine and falls along another.

        Attributes:
            name (ScheduleName | Unset):  Default: 'cosine'.
            warmup_epochs (float | Unset): how long lr rises Default: 1.0.
            final_lr_fraction (float | Unset): lr at the last step, as a share of its peak Default: 0.0.
            final_weight_decay (float | None | Unset): reached along half a cosine from optimizer.weight_decay; null keeps
                that one
            final_momentum (float | None | Unset): reached along half a cosine from the optimizer's momentum (or first
                beta); in one_cycle reached where lr peaks, and left again; null keeps it
     """

    name: ScheduleName | Unset = 'cosine'
    warmup_epochs: float | Unset = 1.0
    final_lr_fraction: float | Unset = 0.0
    final_weight_decay: float | None | Unset = UNSET
    final_momentum: float | None | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        name: str | Unset = UNSET
        if not isinstance(self.name, Unset):
            name = self.name


        warmup_epochs = self.warmup_epochs

        final_lr_fraction = self.final_lr_fraction

        final_weight_decay: float | None | Unset
        if isinstance(self.final_weight_decay, Unset):
            final_weight_decay = UNSET
        else:
            final_weight_decay = self.final_weight_decay

        final_momentum: float | None | Unset
        if isinstance(self.final_momentum, Unset):
            final_momentum = UNSET
        else:
            final_momentum = self.final_momentum


        field_dict: dict[str, Any] = {}

        field_dict.update({
        })
        if name is not UNSET:
            field_dict["name"] = name
        if warmup_epochs is not UNSET:
            field_dict["warmup_epochs"] = warmup_epochs
        if final_lr_fraction is not UNSET:
            field_dict["final_lr_fraction"] = final_lr_fraction
        if final_weight_decay is not UNSET:
            field_dict["final_weight_decay"] = final_weight_decay
        if final_momentum is not UNSET:
            field_dict["final_momentum"] = final_momentum

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        _name = d.pop("name", UNSET)
        name: ScheduleName | Unset
        if isinstance(_name,  Unset):
            name = UNSET
        else:
            name = check_schedule_name(_name)




        warmup_epochs = d.pop("warmup_epochs", UNSET)

        final_lr_fraction = d.pop("final_lr_fraction", UNSET)

        def _parse_final_weight_decay(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        final_weight_decay = _parse_final_weight_decay(d.pop("final_weight_decay", UNSET))


        def _parse_final_momentum(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        final_momentum = _parse_final_momentum(d.pop("final_momentum", UNSET))


        schedule = cls(
            name=name,
            warmup_epochs=warmup_epochs,
            final_lr_fraction=final_lr_fraction,
            final_weight_decay=final_weight_decay,
            final_momentum=final_momentum,
        )

        return schedule

