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
  from ..models.embedding_scores import EmbeddingScores
  from ..models.limits import Limits
  from ..models.own_scores import OwnScores
  from ..models.prediction_scores import PredictionScores





T = TypeVar("T", bound="ScoreSpec")



@_attrs_define
class ScoreSpec:
    """ Give every sample a number: how unsure a model is about it, how typical or odd it is, or numbers of your own.

        Attributes:
            kind (Literal['score']):  Default: 'score'.
            dataset_id (str):
            source (EmbeddingScores | OwnScores | PredictionScores):
            name (None | str | Unset): for people; need not be unique
            priority (int | Unset): higher runs earlier Default: 0.
            max_attempts (int | Unset): attempts before a crashing job counts as failed Default: 3.
            runs_on (list[str] | Unset): labels that the worker must carry, all of them
            limits (Limits | Unset): What one attempt may use before it is stopped.
            depends_on (list[str] | Unset): in a pipeline: siblings that must succeed first
            dataset_version (int | None | Unset): null takes the version at submission; that of the embedding, where there
                is one
     """

    dataset_id: str
    source: EmbeddingScores | OwnScores | PredictionScores
    kind: Literal['score'] = 'score'
    name: None | str | Unset = UNSET
    priority: int | Unset = 0
    max_attempts: int | Unset = 3
    runs_on: list[str] | Unset = UNSET
    limits: Limits | Unset = UNSET
    depends_on: list[str] | Unset = UNSET
    dataset_version: int | None | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        from ..models.embedding_scores import EmbeddingScores # noqa: PLC0415
        from ..models.limits import Limits # noqa: PLC0415
        from ..models.own_scores import OwnScores # noqa: PLC0415
        from ..models.prediction_scores import PredictionScores # noqa: PLC0415
        kind = self.kind

        dataset_id = self.dataset_id

        source: dict[str, Any]
        if isinstance(self.source, PredictionScores):
            source = self.source.to_dict()
        elif isinstance(self.source, EmbeddingScores):
            source = self.source.to_dict()
        else:
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

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.embedding_scores import EmbeddingScores # noqa: PLC0415
        from ..models.limits import Limits # noqa: PLC0415
        from ..models.own_scores import OwnScores # noqa: PLC0415
        from ..models.prediction_scores import PredictionScores # noqa: PLC0415
        d = dict(src_dict)
        kind = cast(Literal['score'] , d.pop("kind"))
        if kind != 'score':
            raise ValueError(f"kind must match const 'score', got '{kind}'")

        dataset_id = d.pop("dataset_id")

        def _parse_source(data: object) -> EmbeddingScores | OwnScores | PredictionScores:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_score_source_type_0 = PredictionScores.from_dict(data)



                return componentsschemas_score_source_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_score_source_type_1 = EmbeddingScores.from_dict(data)



                return componentsschemas_score_source_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            componentsschemas_score_source_type_2 = OwnScores.from_dict(data)



            return componentsschemas_score_source_type_2

        source = _parse_source(d.pop("source"))


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


        score_spec = cls(
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
        )

        return score_spec

