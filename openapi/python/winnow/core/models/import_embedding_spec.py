from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.import_embedding_spec_format import check_import_embedding_spec_format
from ..models.import_embedding_spec_format import ImportEmbeddingSpecFormat
from ..models.import_embedding_spec_storage import check_import_embedding_spec_storage
from ..models.import_embedding_spec_storage import ImportEmbeddingSpecStorage
from ..types import UNSET, Unset
from typing import cast
from typing import Literal, cast

if TYPE_CHECKING:
  from ..models.limits import Limits
  from ..models.upload_source import UploadSource





T = TypeVar("T", bound="ImportEmbeddingSpec")



@_attrs_define
class ImportEmbeddingSpec:
    """ Take an embedding of your own out of an uploaded file; docs/embeddings.md has the layouts.

        Attributes:
            kind (Literal['import_embedding']):  Default: 'import_embedding'.
            dataset_id (str):
            source (UploadSource): An archive or image that was uploaded to the dataset.
            name (None | str | Unset): for people; need not be unique
            priority (int | Unset): higher runs earlier Default: 0.
            max_attempts (int | Unset): attempts before a crashing job counts as failed Default: 3.
            runs_on (list[str] | Unset): labels that the worker must carry, all of them
            limits (Limits | Unset): What one attempt may use before it is stopped.
            depends_on (list[str] | Unset): in a pipeline: siblings that must succeed first
            dataset_version (int | None | Unset): null takes the version at submission
            format_ (ImportEmbeddingSpecFormat | Unset):  Default: 'npy'.
            normalise (bool | Unset): scale every vector to unit length, as everything that compares by cosine expects
                Default: True.
            storage (ImportEmbeddingSpecStorage | Unset):  Default: 'float32'.
            ignore_unknown (bool | Unset): leave out rows that name no sample instead of failing Default: False.
            model (None | str | Unset): for people: which network it comes from
     """

    dataset_id: str
    source: UploadSource
    kind: Literal['import_embedding'] = 'import_embedding'
    name: None | str | Unset = UNSET
    priority: int | Unset = 0
    max_attempts: int | Unset = 3
    runs_on: list[str] | Unset = UNSET
    limits: Limits | Unset = UNSET
    depends_on: list[str] | Unset = UNSET
    dataset_version: int | None | Unset = UNSET
    format_: ImportEmbeddingSpecFormat | Unset = 'npy'
    normalise: bool | Unset = True
    storage: ImportEmbeddingSpecStorage | Unset = 'float32'
    ignore_unknown: bool | Unset = False
    model: None | str | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        from ..models.limits import Limits # noqa: PLC0415
        from ..models.upload_source import UploadSource # noqa: PLC0415
        kind = self.kind

        dataset_id = self.dataset_id

        source = self.source.to_dict()

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

        format_: str | Unset = UNSET
        if not isinstance(self.format_, Unset):
            format_ = self.format_


        normalise = self.normalise

        storage: str | Unset = UNSET
        if not isinstance(self.storage, Unset):
            storage = self.storage


        ignore_unknown = self.ignore_unknown

        model: None | str | Unset
        if isinstance(self.model, Unset):
            model = UNSET
        else:
            model = self.model


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "kind": kind,
            "dataset_id": dataset_id,
            "source": source,
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
        if format_ is not UNSET:
            field_dict["format"] = format_
        if normalise is not UNSET:
            field_dict["normalise"] = normalise
        if storage is not UNSET:
            field_dict["storage"] = storage
        if ignore_unknown is not UNSET:
            field_dict["ignore_unknown"] = ignore_unknown
        if model is not UNSET:
            field_dict["model"] = model

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.limits import Limits # noqa: PLC0415
        from ..models.upload_source import UploadSource # noqa: PLC0415
        d = dict(src_dict)
        kind = cast(Literal['import_embedding'] , d.pop("kind"))
        if kind != 'import_embedding':
            raise ValueError(f"kind must match const 'import_embedding', got '{kind}'")

        dataset_id = d.pop("dataset_id")

        source = UploadSource.from_dict(d.pop("source"))




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


        _format_ = d.pop("format", UNSET)
        format_: ImportEmbeddingSpecFormat | Unset
        if isinstance(_format_,  Unset):
            format_ = UNSET
        else:
            format_ = check_import_embedding_spec_format(_format_)




        normalise = d.pop("normalise", UNSET)

        _storage = d.pop("storage", UNSET)
        storage: ImportEmbeddingSpecStorage | Unset
        if isinstance(_storage,  Unset):
            storage = UNSET
        else:
            storage = check_import_embedding_spec_storage(_storage)




        ignore_unknown = d.pop("ignore_unknown", UNSET)

        def _parse_model(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        model = _parse_model(d.pop("model", UNSET))


        import_embedding_spec = cls(
            kind=kind,
            dataset_id=dataset_id,
            source=source,
            name=name,
            priority=priority,
            max_attempts=max_attempts,
            runs_on=runs_on,
            limits=limits,
            depends_on=depends_on,
            dataset_version=dataset_version,
            format_=format_,
            normalise=normalise,
            storage=storage,
            ignore_unknown=ignore_unknown,
            model=model,
        )

        return import_embedding_spec

