from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.embed_spec_storage import check_embed_spec_storage
from ..models.embed_spec_storage import EmbedSpecStorage
from ..types import UNSET, Unset
from typing import cast
from typing import Literal, cast

if TYPE_CHECKING:
  from ..models.backbone import Backbone
  from ..models.limits import Limits





T = TypeVar("T", bound="EmbedSpec")



@_attrs_define
class EmbedSpec:
    """ Turn every sample of a dataset into a vector with a trained checkpoint, or with a backbone as it comes.

        Attributes:
            kind (Literal['embed']):  Default: 'embed'.
            dataset_id (str):
            name (None | str | Unset): for people; need not be unique
            priority (int | Unset): higher runs earlier Default: 0.
            max_attempts (int | Unset): attempts before a crashing job counts as failed Default: 3.
            runs_on (list[str] | Unset): labels that the worker must carry, all of them
            limits (Limits | Unset): What one attempt may use before it is stopped.
            depends_on (list[str] | Unset): in a pipeline: siblings that must succeed first
            dataset_version (int | None | Unset): null takes the version at submission
            checkpoint (None | str | Unset): an id, or $name of a train job in the same pipeline
            backbone (Backbone | None | Unset): instead of a checkpoint
            image_size (int | None | Unset): null takes the size of training, 224 without one
            batch_size (int | Unset):  Default: 256.
            normalise (bool | Unset): scale every vector to unit length, as everything that compares by cosine expects
                Default: True.
            storage (EmbedSpecStorage | Unset): the numbers of the .npy file Default: 'float32'.
            reuse (bool | Unset): take over the vectors that an earlier embedding of an older version, by the same network
                with the same options, has already Default: True.
     """

    dataset_id: str
    kind: Literal['embed'] = 'embed'
    name: None | str | Unset = UNSET
    priority: int | Unset = 0
    max_attempts: int | Unset = 3
    runs_on: list[str] | Unset = UNSET
    limits: Limits | Unset = UNSET
    depends_on: list[str] | Unset = UNSET
    dataset_version: int | None | Unset = UNSET
    checkpoint: None | str | Unset = UNSET
    backbone: Backbone | None | Unset = UNSET
    image_size: int | None | Unset = UNSET
    batch_size: int | Unset = 256
    normalise: bool | Unset = True
    storage: EmbedSpecStorage | Unset = 'float32'
    reuse: bool | Unset = True





    def to_dict(self) -> dict[str, Any]:
        from ..models.backbone import Backbone # noqa: PLC0415
        from ..models.limits import Limits # noqa: PLC0415
        kind = self.kind

        dataset_id = self.dataset_id

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



        dataset_version: int | None | Unset
        if isinstance(self.dataset_version, Unset):
            dataset_version = UNSET
        else:
            dataset_version = self.dataset_version

        checkpoint: None | str | Unset
        if isinstance(self.checkpoint, Unset):
            checkpoint = UNSET
        else:
            checkpoint = self.checkpoint

        backbone: dict[str, Any] | None | Unset
        if isinstance(self.backbone, Unset):
            backbone = UNSET
        elif isinstance(self.backbone, Backbone):
            backbone = self.backbone.to_dict()
        else:
            backbone = self.backbone

        image_size: int | None | Unset
        if isinstance(self.image_size, Unset):
            image_size = UNSET
        else:
            image_size = self.image_size

        batch_size = self.batch_size

        normalise = self.normalise

        storage: str | Unset = UNSET
        if not isinstance(self.storage, Unset):
            storage = self.storage


        reuse = self.reuse


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "kind": kind,
            "dataset_id": dataset_id,
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
        if dataset_version is not UNSET:
            field_dict["dataset_version"] = dataset_version
        if checkpoint is not UNSET:
            field_dict["checkpoint"] = checkpoint
        if backbone is not UNSET:
            field_dict["backbone"] = backbone
        if image_size is not UNSET:
            field_dict["image_size"] = image_size
        if batch_size is not UNSET:
            field_dict["batch_size"] = batch_size
        if normalise is not UNSET:
            field_dict["normalise"] = normalise
        if storage is not UNSET:
            field_dict["storage"] = storage
        if reuse is not UNSET:
            field_dict["reuse"] = reuse

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.backbone import Backbone # noqa: PLC0415
        from ..models.limits import Limits # noqa: PLC0415
        d = dict(src_dict)
        kind = cast(Literal['embed'] , d.pop("kind"))
        if kind != 'embed':
            raise ValueError(f"kind must match const 'embed', got '{kind}'")

        dataset_id = d.pop("dataset_id")

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


        def _parse_dataset_version(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        dataset_version = _parse_dataset_version(d.pop("dataset_version", UNSET))


        def _parse_checkpoint(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        checkpoint = _parse_checkpoint(d.pop("checkpoint", UNSET))


        def _parse_backbone(data: object) -> Backbone | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                backbone_type_0 = Backbone.from_dict(data)



                return backbone_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Backbone | None | Unset, data)

        backbone = _parse_backbone(d.pop("backbone", UNSET))


        def _parse_image_size(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        image_size = _parse_image_size(d.pop("image_size", UNSET))


        batch_size = d.pop("batch_size", UNSET)

        normalise = d.pop("normalise", UNSET)

        _storage = d.pop("storage", UNSET)
        storage: EmbedSpecStorage | Unset
        if isinstance(_storage,  Unset):
            storage = UNSET
        else:
            storage = check_embed_spec_storage(_storage)




        reuse = d.pop("reuse", UNSET)

        embed_spec = cls(
            kind=kind,
            dataset_id=dataset_id,
            name=name,
            priority=priority,
            max_attempts=max_attempts,
            runs_on=runs_on,
            limits=limits,
            depends_on=depends_on,
            dataset_version=dataset_version,
            checkpoint=checkpoint,
            backbone=backbone,
            image_size=image_size,
            batch_size=batch_size,
            normalise=normalise,
            storage=storage,
            reuse=reuse,
        )

        return embed_spec

