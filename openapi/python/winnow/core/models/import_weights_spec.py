from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast
from typing import Literal, cast

if TYPE_CHECKING:
  from ..models.backbone import Backbone
  from ..models.limits import Limits
  from ..models.upload_source import UploadSource





T = TypeVar("T", bound="ImportWeightsSpec")



@_attrs_define
class ImportWeightsSpec:
    """ Make a checkpoint of weights of your own: a safetensors file, or a .pt file that holds nothing but tensors.

        Attributes:
            kind (Literal['import_weights']):  Default: 'import_weights'.
            dataset_id (str): where the checkpoint is listed; every dataset can use it
            source (UploadSource): An archive or image that was uploaded to the dataset.
            backbone (Backbone): A classification model of torchvision (`resnet18`, `convnext_tiny`, `vit_b_16`, ...) or
                timm
                (`timm/vit_small_patch16_224`, ...), without its classifier. `GET /v1/catalog/backbones` lists all names.

                Use resnet18 unless you have a GPU and more than about 50 000 images. For ResNets `width` is the number of
                channels
                of the first stage: 64 is the original, 16 trains about ten times faster on a CPU and suits tiny images. Masked
                methods need a vision transformer; `timm/test_vit` with `patch_size` 4 is a very small one for tiny images.
            name (None | str | Unset): for people; need not be unique
            priority (int | Unset): higher runs earlier Default: 0.
            max_attempts (int | Unset): attempts before a crashing job counts as failed Default: 3.
            runs_on (list[str] | Unset): labels that the worker must carry, all of them
            limits (Limits | Unset): What one attempt may use before it is stopped.
            depends_on (list[str] | Unset): in a pipeline: siblings that must succeed first
            image_size (int | None | Unset): it was trained with; null takes the model's own
            mean (list[float] | Unset): of the input normalisation, RGB, pixels in 0..1
            std (list[float] | Unset):
            prefix (None | str | Unset): what the names of the backbone's weights begin with; null finds out
     """

    dataset_id: str
    source: UploadSource
    backbone: Backbone
    kind: Literal['import_weights'] = 'import_weights'
    name: None | str | Unset = UNSET
    priority: int | Unset = 0
    max_attempts: int | Unset = 3
    runs_on: list[str] | Unset = UNSET
    limits: Limits | Unset = UNSET
    depends_on: list[str] | Unset = UNSET
    image_size: int | None | Unset = UNSET
    mean: list[float] | Unset = UNSET
    std: list[float] | Unset = UNSET
    prefix: None | str | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        from ..models.backbone import Backbone # noqa: PLC0415
        from ..models.limits import Limits # noqa: PLC0415
        from ..models.upload_source import UploadSource # noqa: PLC0415
        kind = self.kind

        dataset_id = self.dataset_id

        source = self.source.to_dict()

        backbone = self.backbone.to_dict()

        name: None | str | Unset
        if isinstance(self.name, Unset):
            name = UNSET
        else:
            name = self.name

        priority = self.priority

        max_attempts = self.max_attempts

        runs_on: list[str] | Unset = UNSET
        if not isinstance(self.runs_on, Unset):
            runs_on = self.runs_on



        limits: dict[str, Any] | Unset = UNSET
        if not isinstance(self.limits, Unset):
            limits = self.limits.to_dict()

        depends_on: list[str] | Unset = UNSET
        if not isinstance(self.depends_on, Unset):
            depends_on = self.depends_on



        image_size: int | None | Unset
        if isinstance(self.image_size, Unset):
            image_size = UNSET
        else:
            image_size = self.image_size

        mean: list[float] | Unset = UNSET
        if not isinstance(self.mean, Unset):
            mean = []
            for mean_item_data in self.mean:
                mean_item: float
                mean_item = mean_item_data
                mean.append(mean_item)



        std: list[float] | Unset = UNSET
        if not isinstance(self.std, Unset):
            std = []
            for std_item_data in self.std:
                std_item: float
                std_item = std_item_data
                std.append(std_item)



        prefix: None | str | Unset
        if isinstance(self.prefix, Unset):
            prefix = UNSET
        else:
            prefix = self.prefix


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "kind": kind,
            "dataset_id": dataset_id,
            "source": source,
            "backbone": backbone,
        })
        if name is not UNSET:
            field_dict["name"] = name
        if priority is not UNSET:
            field_dict["priority"] = priority
        if max_attempts is not UNSET:
            field_dict["max_attempts"] = max_attempts
        if runs_on is not UNSET:
            field_dict["runs_on"] = runs_on
        if limits is not UNSET:
            field_dict["limits"] = limits
        if depends_on is not UNSET:
            field_dict["depends_on"] = depends_on
        if image_size is not UNSET:
            field_dict["image_size"] = image_size
        if mean is not UNSET:
            field_dict["mean"] = mean
        if std is not UNSET:
            field_dict["std"] = std
        if prefix is not UNSET:
            field_dict["prefix"] = prefix

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.backbone import Backbone # noqa: PLC0415
        from ..models.limits import Limits # noqa: PLC0415
        from ..models.upload_source import UploadSource # noqa: PLC0415
        d = dict(src_dict)
        kind = cast(Literal['import_weights'] , d.pop("kind"))
        if kind != 'import_weights':
            raise ValueError(f"kind must match const 'import_weights', got '{kind}'")

        dataset_id = d.pop("dataset_id")

        source = UploadSource.from_dict(d.pop("source"))




        backbone = Backbone.from_dict(d.pop("backbone"))




        def _parse_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        name = _parse_name(d.pop("name", UNSET))


        priority = d.pop("priority", UNSET)

        max_attempts = d.pop("max_attempts", UNSET)

        runs_on = cast(list[str], d.pop("runs_on", UNSET))


        _limits = d.pop("limits", UNSET)
        limits: Limits | Unset
        if isinstance(_limits,  Unset):
            limits = UNSET
        else:
            limits = Limits.from_dict(_limits)




        depends_on = cast(list[str], d.pop("depends_on", UNSET))


        def _parse_image_size(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        image_size = _parse_image_size(d.pop("image_size", UNSET))


        _mean = d.pop("mean", UNSET)
        mean: list[float] | Unset = UNSET
        if _mean is not UNSET:
            mean = []
            for mean_item_data in _mean:
                def _parse_mean_item(data: object) -> float:
                    return cast(float, data)

                mean_item = _parse_mean_item(mean_item_data)

                mean.append(mean_item)


        _std = d.pop("std", UNSET)
        std: list[float] | Unset = UNSET
        if _std is not UNSET:
            std = []
            for std_item_data in _std:
                def _parse_std_item(data: object) -> float:
                    return cast(float, data)

                std_item = _parse_std_item(std_item_data)

                std.append(std_item)


        def _parse_prefix(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        prefix = _parse_prefix(d.pop("prefix", UNSET))


        import_weights_spec = cls(
            kind=kind,
            dataset_id=dataset_id,
            source=source,
            backbone=backbone,
            name=name,
            priority=priority,
            max_attempts=max_attempts,
            runs_on=runs_on,
            limits=limits,
            depends_on=depends_on,
            image_size=image_size,
            mean=mean,
            std=std,
            prefix=prefix,
        )

        return import_weights_spec

