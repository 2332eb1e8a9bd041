from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.center_crop import CenterCrop
  from ..models.color_jitter import ColorJitter
  from ..models.cutout import Cutout
  from ..models.gaussian_blur import GaussianBlur
  from ..models.gaussian_noise import GaussianNoise
  from ..models.grayscale import Grayscale
  from ..models.horizontal_flip import HorizontalFlip
  from ..models.jigsaw import Jigsaw
  from ..models.quarter_turn import QuarterTurn
  from ..models.random_resized_crop import RandomResizedCrop
  from ..models.rotation import Rotation
  from ..models.solarize import Solarize
  from ..models.vertical_flip import VerticalFlip





T = TypeVar("T", bound="ViewPipeline")



@_attrs_define
class ViewPipeline:
    """ A view as a list of ops, done in the order given, each on the samples that its probability picks.

    The images arrive whole; a crop can only come first, and without one the view is the centred square.

        Attributes:
            ops (list[CenterCrop | ColorJitter | Cutout | GaussianBlur | GaussianNoise | Grayscale | HorizontalFlip | Jigsaw
                | QuarterTurn | RandomResizedCrop | Rotation | Solarize | VerticalFlip]):
     """

    ops: list[CenterCrop | ColorJitter | Cutout | GaussianBlur | GaussianNoise | Grayscale | HorizontalFlip | Jigsaw | QuarterTurn | RandomResizedCrop | Rotation | Solarize | VerticalFlip]





    def to_dict(self) -> dict[str, Any]:
        from ..models.center_crop import CenterCrop # noqa: PLC0415
        from ..models.color_jitter import ColorJitter # noqa: PLC0415
        from ..models.cutout import Cutout # noqa: PLC0415
        from ..models.gaussian_blur import GaussianBlur # noqa: PLC0415
        from ..models.gaussian_noise import GaussianNoise # noqa: PLC0415
        from ..models.grayscale import Grayscale # noqa: PLC0415
        from ..models.horizontal_flip import HorizontalFlip # noqa: PLC0415
        from ..models.jigsaw import Jigsaw # noqa: PLC0415
        from ..models.quarter_turn import QuarterTurn # noqa: PLC0415
        from ..models.random_resized_crop import RandomResizedCrop # noqa: PLC0415
        from ..models.rotation import Rotation # noqa: PLC0415
        from ..models.solarize import Solarize # noqa: PLC0415
        from ..models.vertical_flip import VerticalFlip # noqa: PLC0415
        ops = []
        for ops_item_data in self.ops:
            ops_item: dict[str, Any]
            if isinstance(ops_item_data, RandomResizedCrop):
                ops_item = ops_item_data.to_dict()
            elif isinstance(ops_item_data, CenterCrop):
                ops_item = ops_item_data.to_dict()
            elif isinstance(ops_item_data, HorizontalFlip):
                ops_item = ops_item_data.to_dict()
            elif isinstance(ops_item_data, VerticalFlip):
                ops_item = ops_item_data.to_dict()
            elif isinstance(ops_item_data, QuarterTurn):
                ops_item = ops_item_data.to_dict()
            elif isinstance(ops_item_data, Rotation):
                ops_item = ops_item_data.to_dict()
            elif isinstance(ops_item_data, ColorJitter):
                ops_item = ops_item_data.to_dict()
            elif isinstance(ops_item_data, Grayscale):
                ops_item = ops_item_data.to_dict()
            elif isinstance(ops_item_data, GaussianBlur):
                ops_item = ops_item_data.to_dict()
            elif isinstance(ops_item_data, Solarize):
                ops_item = ops_item_data.to_dict()
            elif isinstance(ops_item_data, GaussianNoise):
                ops_item = ops_item_data.to_dict()
            elif isinstance(ops_item_data, Cutout):
                ops_item = ops_item_data.to_dict()
            else:
                ops_item = ops_item_data.to_dict()

            ops.append(ops_item)




        field_dict: dict[str, Any] = {}

        field_dict.update({
            "ops": ops,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.center_crop import CenterCrop # noqa: PLC0415
        from ..models.color_jitter import ColorJitter # noqa: PLC0415
        from ..models.cutout import Cutout # noqa: PLC0415
        from ..models.gaussian_blur import GaussianBlur # noqa: PLC0415
        from ..models.gaussian_noise import GaussianNoise # noqa: PLC0415
        from ..models.grayscale import Grayscale # noqa: PLC0415
        from ..models.horizontal_flip import HorizontalFlip # noqa: PLC0415
        from ..models.jigsaw import Jigsaw # noqa: PLC0415
        from ..models.quarter_turn import QuarterTurn # noqa: PLC0415
        from ..models.random_resized_crop import RandomResizedCrop # noqa: PLC0415
        from ..models.rotation import Rotation # noqa: PLC0415
        from ..models.solarize import Solarize # noqa: PLC0415
        from ..models.vertical_flip import VerticalFlip # noqa: PLC0415
        d = dict(src_dict)
        ops = []
        _ops = d.pop("ops")
        for ops_item_data in (_ops):
            def _parse_ops_item(data: object) -> CenterCrop | ColorJitter | Cutout | GaussianBlur | GaussianNoise | Grayscale | HorizontalFlip | Jigsaw | QuarterTurn | RandomResizedCrop | Rotation | Solarize | VerticalFlip:
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    componentsschemas_view_op_type_0 = RandomResizedCrop.from_dict(data)



                    return componentsschemas_view_op_type_0
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    componentsschemas_view_op_type_1 = CenterCrop.from_dict(data)



                    return componentsschemas_view_op_type_1
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    componentsschemas_view_op_type_2 = HorizontalFlip.from_dict(data)



                    return componentsschemas_view_op_type_2
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    componentsschemas_view_op_type_3 = VerticalFlip.from_dict(data)



                    return componentsschemas_view_op_type_3
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    componentsschemas_view_op_type_4 = QuarterTurn.from_dict(data)



                    return componentsschemas_view_op_type_4
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    componentsschemas_view_op_type_5 = Rotation.from_dict(data)



                    return componentsschemas_view_op_type_5
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    componentsschemas_view_op_type_6 = ColorJitter.from_dict(data)



                    return componentsschemas_view_op_type_6
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    componentsschemas_view_op_type_7 = Grayscale.from_dict(data)



                    return componentsschemas_view_op_type_7
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    componentsschemas_view_op_type_8 = GaussianBlur.from_dict(data)



                    return componentsschemas_view_op_type_8
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    componentsschemas_view_op_type_9 = Solarize.from_dict(data)



                    return componentsschemas_view_op_type_9
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    componentsschemas_view_op_type_10 = GaussianNoise.from_dict(data)



                    return componentsschemas_view_op_type_10
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    componentsschemas_view_op_type_11 = Cutout.from_dict(data)



                    return componentsschemas_view_op_type_11
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_view_op_type_12 = Jigsaw.from_dict(data)



                return componentsschemas_view_op_type_12

            ops_item = _parse_ops_item(ops_item_data)

            ops.append(ops_item)


        view_pipeline = cls(
            ops=ops,
        )

        return view_pipeline

