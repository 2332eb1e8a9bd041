from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.threshold_strategy_operation import check_threshold_strategy_operation
from ..models.threshold_strategy_operation import ThresholdStrategyOperation
from typing import cast
from typing import Literal, cast

if TYPE_CHECKING:
  from ..models.category_count_numbers import CategoryCountNumbers
  from ..models.fact_numbers import FactNumbers
  from ..models.metadata_numbers import MetadataNumbers
  from ..models.prediction_numbers import PredictionNumbers
  from ..models.random_numbers import RandomNumbers
  from ..models.score_numbers import ScoreNumbers





T = TypeVar("T", bound="ThresholdStrategy")



@_attrs_define
class ThresholdStrategy:
    """ Only samples whose number passes a comparison can be picked. Filters come before everything else.

        Attributes:
            name (Literal['threshold']):  Default: 'threshold'.
            by (CategoryCountNumbers | FactNumbers | MetadataNumbers | PredictionNumbers | RandomNumbers | ScoreNumbers):
            operation (ThresholdStrategyOperation):
            value (float):
     """

    by: CategoryCountNumbers | FactNumbers | MetadataNumbers | PredictionNumbers | RandomNumbers | ScoreNumbers
    operation: ThresholdStrategyOperation
    value: float
    name: Literal['threshold'] = 'threshold'





    def to_dict(self) -> dict[str, Any]:
        from ..models.category_count_numbers import CategoryCountNumbers # noqa: PLC0415
        from ..models.fact_numbers import FactNumbers # noqa: PLC0415
        from ..models.metadata_numbers import MetadataNumbers # noqa: PLC0415
        from ..models.prediction_numbers import PredictionNumbers # noqa: PLC0415
        from ..models.random_numbers import RandomNumbers # noqa: PLC0415
        from ..models.score_numbers import ScoreNumbers # noqa: PLC0415
        name = self.name

        by: dict[str, Any]
        if isinstance(self.by, ScoreNumbers):
            by = self.by.to_dict()
        elif isinstance(self.by, FactNumbers):
            by = self.by.to_dict()
        elif isinstance(self.by, MetadataNumbers):
            by = self.by.to_dict()
        elif isinstance(self.by, PredictionNumbers):
            by = self.by.to_dict()
        elif isinstance(self.by, CategoryCountNumbers):
            by = self.by.to_dict()
        else:
            by = self.by.to_dict()


        operation: str = self.operation

        value = self.value


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "name": name,
            "by": by,
            "operation": operation,
            "value": value,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.category_count_numbers import CategoryCountNumbers # noqa: PLC0415
        from ..models.fact_numbers import FactNumbers # noqa: PLC0415
        from ..models.metadata_numbers import MetadataNumbers # noqa: PLC0415
        from ..models.prediction_numbers import PredictionNumbers # noqa: PLC0415
        from ..models.random_numbers import RandomNumbers # noqa: PLC0415
        from ..models.score_numbers import ScoreNumbers # noqa: PLC0415
        d = dict(src_dict)
        name = cast(Literal['threshold'] , d.pop("name"))
        if name != 'threshold':
            raise ValueError(f"name must match const 'threshold', got '{name}'")

        def _parse_by(data: object) -> CategoryCountNumbers | FactNumbers | MetadataNumbers | PredictionNumbers | RandomNumbers | ScoreNumbers:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_numbers_type_0 = ScoreNumbers.from_dict(data)



                return componentsschemas_numbers_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_numbers_type_1 = FactNumbers.from_dict(data)



                return componentsschemas_numbers_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_numbers_type_2 = MetadataNumbers.from_dict(data)



                return componentsschemas_numbers_type_2
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_numbers_type_3 = PredictionNumbers.from_dict(data)



                return componentsschemas_numbers_type_3
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_numbers_type_4 = CategoryCountNumbers.from_dict(data)



                return componentsschemas_numbers_type_4
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            componentsschemas_numbers_type_5 = RandomNumbers.from_dict(data)



            return componentsschemas_numbers_type_5

        by = _parse_by(d.pop("by"))


        operation = check_threshold_strategy_operation(d.pop("operation"))




        value = d.pop("value")

        threshold_strategy = cls(
            name=name,
            by=by,
            operation=operation,
            value=value,
        )

        return threshold_strategy

