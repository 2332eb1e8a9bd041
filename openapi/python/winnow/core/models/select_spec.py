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
  from ..models.diversity_strategy import DiversityStrategy
  from ..models.limits import Limits
  from ..models.random_strategy import RandomStrategy





T = TypeVar("T", bound="SelectSpec")



@_attrs_define
class SelectSpec:
    """ Pick the most informative samples of an embedding.

        Attributes:
            dataset_id (str):
            embedding (str):
            n_samples (int): how many to pick, not counting the preselected
            name (None | str | Unset): for people; need not be unique
            priority (int | Unset): higher runs earlier Default: 0.
            max_attempts (int | Unset): attempts before a crashing job counts as failed Default: 3.
            runs_on (list[str] | Unset): labels that the worker must carry, all of them
            limits (Limits | Unset): What one attempt may use before it is stopped.
            depends_on (list[str] | Unset): in a pipeline: siblings that must succeed first
            kind (Literal['select'] | Unset):  Default: 'select'.
            dataset_version (int | None | Unset): picks among the samples of this version; null takes the version at
                submission
            strategy (DiversityStrategy | RandomStrategy | Unset):
            preselected (list[str] | Unset): samples that count as already picked, e.g. because they are labelled
            preselected_subset (None | str | Unset): a subset that counts as already picked
            subset_name (None | str | Unset):
     """

    dataset_id: str
    embedding: str
    n_samples: int
    name: None | str | Unset = UNSET
    priority: int | Unset = 0
    max_attempts: int | Unset = 3
    runs_on: list[str] | Unset = UNSET
    limits: Limits | Unset = UNSET
    depends_on: list[str] | Unset = UNSET
    kind: Literal['select'] | Unset = 'select'
    dataset_version: int | None | Unset = UNSET
    strategy: DiversityStrategy | RandomStrategy | Unset = UNSET
    preselected: list[str] | Unset = UNSET
    preselected_subset: None | str | Unset = UNSET
    subset_name: None | str | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        from ..models.diversity_strategy import DiversityStrategy # noqa: PLC0415
        from ..models.limits import Limits # noqa: PLC0415
        from ..models.random_strategy import RandomStrategy # noqa: PLC0415
        dataset_id = self.dataset_id

        embedding = self.embedding

        n_samples = self.n_samples

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



        kind = self.kind

        dataset_version: int | None | Unset
        if isinstance(self.dataset_version, Unset):
            dataset_version = UNSET
        else:
            dataset_version = self.dataset_version

        strategy: dict[str, Any] | Unset
        if isinstance(self.strategy, Unset):
            strategy = UNSET
        elif isinstance(self.strategy, RandomStrategy):
            strategy = self.strategy.to_dict()
        else:
            strategy = self.strategy.to_dict()


        preselected: list[str] | Unset = UNSET
        if not isinstance(self.preselected, Unset):
            preselected = self.preselected



        preselected_subset: None | str | Unset
        if isinstance(self.preselected_subset, Unset):
            preselected_subset = UNSET
        else:
            preselected_subset = self.preselected_subset

        subset_name: None | str | Unset
        if isinstance(self.subset_name, Unset):
            subset_name = UNSET
        else:
            subset_name = self.subset_name


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "dataset_id": dataset_id,
            "embedding": embedding,
            "n_samples": n_samples,
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
        if kind is not UNSET:
            field_dict["kind"] = kind
        if dataset_version is not UNSET:
            field_dict["dataset_version"] = dataset_version
        if strategy is not UNSET:
            field_dict["strategy"] = strategy
        if preselected is not UNSET:
            field_dict["preselected"] = preselected
        if preselected_subset is not UNSET:
            field_dict["preselected_subset"] = preselected_subset
        if subset_name is not UNSET:
            field_dict["subset_name"] = subset_name

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.diversity_strategy import DiversityStrategy # noqa: PLC0415
        from ..models.limits import Limits # noqa: PLC0415
        from ..models.random_strategy import RandomStrategy # noqa: PLC0415
        d = dict(src_dict)
        dataset_id = d.pop("dataset_id")

        embedding = d.pop("embedding")

        n_samples = d.pop("n_samples")

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


        kind = cast(Literal['select'] | Unset , d.pop("kind", UNSET))
        if kind != 'select'and not isinstance(kind, Unset):
            raise ValueError(f"kind must match const 'select', got '{kind}'")

        def _parse_dataset_version(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        dataset_version = _parse_dataset_version(d.pop("dataset_version", UNSET))


        def _parse_strategy(data: object) -> DiversityStrategy | RandomStrategy | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_strategy_type_0 = RandomStrategy.from_dict(data)



                return componentsschemas_strategy_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            componentsschemas_strategy_type_1 = DiversityStrategy.from_dict(data)



            return componentsschemas_strategy_type_1

        strategy = _parse_strategy(d.pop("strategy", UNSET))


        preselected = cast(list[str], d.pop("preselected", UNSET))


        def _parse_preselected_subset(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        preselected_subset = _parse_preselected_subset(d.pop("preselected_subset", UNSET))


        def _parse_subset_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        subset_name = _parse_subset_name(d.pop("subset_name", UNSET))


        select_spec = cls(
            dataset_id=dataset_id,
            embedding=embedding,
            n_samples=n_samples,
            name=name,
            priority=priority,
            max_attempts=max_attempts,
            runs_on=runs_on,
            limits=limits,
            depends_on=depends_on,
            kind=kind,
            dataset_version=dataset_version,
            strategy=strategy,
            preselected=preselected,
            preselected_subset=preselected_subset,
            subset_name=subset_name,
        )

        return select_spec

