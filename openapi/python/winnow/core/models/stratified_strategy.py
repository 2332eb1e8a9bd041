from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.stratified_strategy_allocation import check_stratified_strategy_allocation
from ..models.stratified_strategy_allocation import StratifiedStrategyAllocation
from ..types import UNSET, Unset
from typing import cast
from typing import Literal, cast

if TYPE_CHECKING:
  from ..models.cluster_groups import ClusterGroups
  from ..models.label_groups import LabelGroups
  from ..models.metadata_groups import MetadataGroups
  from ..models.prediction_groups import PredictionGroups
  from ..models.video_groups import VideoGroups





T = TypeVar("T", bound="StratifiedStrategy")



@_attrs_define
class StratifiedStrategy:
    """ Random sampling in each of some groups. A control that is fairer to rare groups than plain random picks.

        Attributes:
            name (Literal['stratified']):  Default: 'stratified'.
            strength (float | Unset): exponent of this strategy in a combination; negative prefers the opposite Default:
                1.0.
            by (ClusterGroups | LabelGroups | MetadataGroups | PredictionGroups | Unset | VideoGroups):
            allocation (StratifiedStrategyAllocation | Unset): of picks to groups; a group that runs out leaves its share to
                the others Default: 'proportional'.
            seed (int | Unset):  Default: 0.
     """

    name: Literal['stratified'] = 'stratified'
    strength: float | Unset = 1.0
    by: ClusterGroups | LabelGroups | MetadataGroups | PredictionGroups | Unset | VideoGroups = UNSET
    allocation: StratifiedStrategyAllocation | Unset = 'proportional'
    seed: int | Unset = 0





    def to_dict(self) -> dict[str, Any]:
        from ..models.cluster_groups import ClusterGroups # noqa: PLC0415
        from ..models.label_groups import LabelGroups # noqa: PLC0415
        from ..models.metadata_groups import MetadataGroups # noqa: PLC0415
        from ..models.prediction_groups import PredictionGroups # noqa: PLC0415
        from ..models.video_groups import VideoGroups # noqa: PLC0415
        name = self.name

        strength = self.strength

        by: dict[str, Any] | Unset
        if isinstance(self.by, Unset):
            by = UNSET
        elif isinstance(self.by, LabelGroups):
            by = self.by.to_dict()
        elif isinstance(self.by, MetadataGroups):
            by = self.by.to_dict()
        elif isinstance(self.by, PredictionGroups):
            by = self.by.to_dict()
        elif isinstance(self.by, VideoGroups):
            by = self.by.to_dict()
        else:
            by = self.by.to_dict()


        allocation: str | Unset = UNSET
        if not isinstance(self.allocation, Unset):
            allocation = self.allocation


        seed = self.seed


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "name": name,
        })
        if strength is not UNSET:
            field_dict["strength"] = strength
        if by is not UNSET:
            field_dict["by"] = by
        if allocation is not UNSET:
            field_dict["allocation"] = allocation
        if seed is not UNSET:
            field_dict["seed"] = seed

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.cluster_groups import ClusterGroups # noqa: PLC0415
        from ..models.label_groups import LabelGroups # noqa: PLC0415
        from ..models.metadata_groups import MetadataGroups # noqa: PLC0415
        from ..models.prediction_groups import PredictionGroups # noqa: PLC0415
        from ..models.video_groups import VideoGroups # noqa: PLC0415
        d = dict(src_dict)
        name = cast(Literal['stratified'] , d.pop("name"))
        if name != 'stratified':
            raise ValueError(f"name must match const 'stratified', got '{name}'")

        strength = d.pop("strength", UNSET)

        def _parse_by(data: object) -> ClusterGroups | LabelGroups | MetadataGroups | PredictionGroups | Unset | VideoGroups:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_groups_type_0 = LabelGroups.from_dict(data)



                return componentsschemas_groups_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_groups_type_1 = MetadataGroups.from_dict(data)



                return componentsschemas_groups_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_groups_type_2 = PredictionGroups.from_dict(data)



                return componentsschemas_groups_type_2
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_groups_type_3 = VideoGroups.from_dict(data)



                return componentsschemas_groups_type_3
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            componentsschemas_groups_type_4 = ClusterGroups.from_dict(data)



            return componentsschemas_groups_type_4

        by = _parse_by(d.pop("by", UNSET))


        _allocation = d.pop("allocation", UNSET)
        allocation: StratifiedStrategyAllocation | Unset
        if isinstance(_allocation,  Unset):
            allocation = UNSET
        else:
            allocation = check_stratified_strategy_allocation(_allocation)




        seed = d.pop("seed", UNSET)

        stratified_strategy = cls(
            name=name,
            strength=strength,
            by=by,
            allocation=allocation,
            seed=seed,
        )

        return stratified_strategy

