from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.balance_strategy_sampling import BalanceStrategySampling
from ..models.balance_strategy_sampling import check_balance_strategy_sampling
from ..models.balance_strategy_target_type_0 import BalanceStrategyTargetType0
from ..models.balance_strategy_target_type_0 import check_balance_strategy_target_type_0
from ..types import UNSET, Unset
from typing import cast
from typing import Literal, cast

if TYPE_CHECKING:
  from ..models.balance_strategy_target_type_1 import BalanceStrategyTargetType1
  from ..models.cluster_groups import ClusterGroups
  from ..models.label_groups import LabelGroups
  from ..models.metadata_groups import MetadataGroups
  from ..models.prediction_groups import PredictionGroups
  from ..models.video_groups import VideoGroups





T = TypeVar("T", bound="BalanceStrategy")



@_attrs_define
class BalanceStrategy:
    """ Bring the picks, with what is preselected, to a distribution over classes, metadata or clusters.

    With clusters and `levels` it is the balanced sampling of hierarchical k-means (Vo et al., TMLR 2024): the way to
    curate large collections with a long tail.

        Attributes:
            name (Literal['balance']):  Default: 'balance'.
            strength (float | Unset): exponent of this strategy in a combination; negative prefers the opposite Default:
                1.0.
            by (ClusterGroups | LabelGroups | MetadataGroups | PredictionGroups | Unset | VideoGroups):
            target (BalanceStrategyTargetType0 | BalanceStrategyTargetType1 | Unset): shares of groups by name; groups that
                are not named share what is left to 1 Default: 'uniform'.
            levels (list[int] | Unset): of clusters: numbers of clusters on coarser levels, falling
            sampling (BalanceStrategySampling | Unset): alone: which samples of a group; closest is for clusters only
                Default: 'random'.
            seed (int | Unset):  Default: 0.
     """

    name: Literal['balance'] = 'balance'
    strength: float | Unset = 1.0
    by: ClusterGroups | LabelGroups | MetadataGroups | PredictionGroups | Unset | VideoGroups = UNSET
    target: BalanceStrategyTargetType0 | BalanceStrategyTargetType1 | Unset = 'uniform'
    levels: list[int] | Unset = UNSET
    sampling: BalanceStrategySampling | Unset = 'random'
    seed: int | Unset = 0





    def to_dict(self) -> dict[str, Any]:
        from ..models.balance_strategy_target_type_1 import BalanceStrategyTargetType1 # noqa: PLC0415
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


        target: dict[str, Any] | str | Unset
        if isinstance(self.target, Unset):
            target = UNSET
        elif isinstance(self.target, str):
            target = self.target
        else:
            target = self.target.to_dict()


        levels: list[int] | Unset = UNSET
        if not isinstance(self.levels, Unset):
            levels = self.levels



        sampling: str | Unset = UNSET
        if not isinstance(self.sampling, Unset):
            sampling = self.sampling


        seed = self.seed


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "name": name,
        })
        if strength is not UNSET:
            field_dict["strength"] = strength
        if by is not UNSET:
            field_dict["by"] = by
        if target is not UNSET:
            field_dict["target"] = target
        if levels is not UNSET:
            field_dict["levels"] = levels
        if sampling is not UNSET:
            field_dict["sampling"] = sampling
        if seed is not UNSET:
            field_dict["seed"] = seed

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.balance_strategy_target_type_1 import BalanceStrategyTargetType1 # noqa: PLC0415
        from ..models.cluster_groups import ClusterGroups # noqa: PLC0415
        from ..models.label_groups import LabelGroups # noqa: PLC0415
        from ..models.metadata_groups import MetadataGroups # noqa: PLC0415
        from ..models.prediction_groups import PredictionGroups # noqa: PLC0415
        from ..models.video_groups import VideoGroups # noqa: PLC0415
        d = dict(src_dict)
        name = cast(Literal['balance'] , d.pop("name"))
        if name != 'balance':
            raise ValueError(f"name must match const 'balance', got '{name}'")

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


        def _parse_target(data: object) -> BalanceStrategyTargetType0 | BalanceStrategyTargetType1 | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                target_type_0 = check_balance_strategy_target_type_0(data)



                return target_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            target_type_1 = BalanceStrategyTargetType1.from_dict(data)



            return target_type_1

        target = _parse_target(d.pop("target", UNSET))


        levels = cast(list[int], d.pop("levels", UNSET))


        _sampling = d.pop("sampling", UNSET)
        sampling: BalanceStrategySampling | Unset
        if isinstance(_sampling,  Unset):
            sampling = UNSET
        else:
            sampling = check_balance_strategy_sampling(_sampling)




        seed = d.pop("seed", UNSET)

        balance_strategy = cls(
            name=name,
            strength=strength,
            by=by,
            target=target,
            levels=levels,
            sampling=sampling,
            seed=seed,
        )

        return balance_strategy

