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
  from ..models.limits import Limits





T = TypeVar("T", bound="EvaluateSpec")



@_attrs_define
class EvaluateSpec:
    """ Measure an embedding by labels: nearest neighbours and a linear probe, on samples that they have not seen.

    An embedding of a trained checkpoint is also compared with the backbone that training began with and with an
    untrained one, which tells whether training helped.

        Attributes:
            kind (Literal['evaluate']):  Default: 'evaluate'.
            dataset_id (str):
            embedding (str): an id, or $name of an embed job in the same pipeline
            name (None | str | Unset): for people; need not be unique
            priority (int | Unset): higher runs earlier Default: 0.
            max_attempts (int | Unset): attempts before a crashing job counts as failed Default: 3.
            runs_on (list[str] | Unset): labels that the worker must carry, all of them
            limits (Limits | Unset): What one attempt may use before it is stopped.
            depends_on (list[str] | Unset): in a pipeline: siblings that must succeed first
            labels (None | str | Unset): a classification task, labels or predictions; null takes the samples' weak labels
            test_fraction (float | None | Unset): of the labelled samples, drawn with `seed`; null is a fifth
            test_subset (None | str | Unset): instead of test_fraction: these are tested, all others are learnt from
            seed (int | Unset):  Default: 0.
            k (int | Unset): neighbours that vote Default: 20.
            temperature (float | Unset): of their votes, exp(similarity / temperature) Default: 0.07.
            linear_probe (bool | Unset):  Default: True.
            compare (bool | Unset): with the initial and an untrained backbone, which embeds anew Default: True.
            max_samples (int | Unset): labelled samples, drawn with `seed` Default: 20000.
     """

    dataset_id: str
    embedding: str
    kind: Literal['evaluate'] = 'evaluate'
    name: None | str | Unset = UNSET
    priority: int | Unset = 0
    max_attempts: int | Unset = 3
    runs_on: list[str] | Unset = UNSET
    limits: Limits | Unset = UNSET
    depends_on: list[str] | Unset = UNSET
    labels: None | str | Unset = UNSET
    test_fraction: float | None | Unset = UNSET
    test_subset: None | str | Unset = UNSET
    seed: int | Unset = 0
    k: int | Unset = 20
    temperature: float | Unset = 0.07
    linear_probe: bool | Unset = True
    compare: bool | Unset = True
    max_samples: int | Unset = 20000





    def to_dict(self) -> dict[str, Any]:
        from ..models.limits import Limits # noqa: PLC0415
        kind = self.kind

        dataset_id = self.dataset_id

        embedding = self.embedding

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



        labels: None | str | Unset
        if isinstance(self.labels, Unset):
            labels = UNSET
        else:
            labels = self.labels

        test_fraction: float | None | Unset
        if isinstance(self.test_fraction, Unset):
            test_fraction = UNSET
        else:
            test_fraction = self.test_fraction

        test_subset: None | str | Unset
        if isinstance(self.test_subset, Unset):
            test_subset = UNSET
        else:
            test_subset = self.test_subset

        seed = self.seed

        k = self.k

        temperature = self.temperature

        linear_probe = self.linear_probe

        compare = self.compare

        max_samples = self.max_samples


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "kind": kind,
            "dataset_id": dataset_id,
            "embedding": embedding,
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
        if labels is not UNSET:
            field_dict["labels"] = labels
        if test_fraction is not UNSET:
            field_dict["test_fraction"] = test_fraction
        if test_subset is not UNSET:
            field_dict["test_subset"] = test_subset
        if seed is not UNSET:
            field_dict["seed"] = seed
        if k is not UNSET:
            field_dict["k"] = k
        if temperature is not UNSET:
            field_dict["temperature"] = temperature
        if linear_probe is not UNSET:
            field_dict["linear_probe"] = linear_probe
        if compare is not UNSET:
            field_dict["compare"] = compare
        if max_samples is not UNSET:
            field_dict["max_samples"] = max_samples

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.limits import Limits # noqa: PLC0415
        d = dict(src_dict)
        kind = cast(Literal['evaluate'] , d.pop("kind"))
        if kind != 'evaluate':
            raise ValueError(f"kind must match const 'evaluate', got '{kind}'")

        dataset_id = d.pop("dataset_id")

        embedding = d.pop("embedding")

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


        def _parse_labels(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        labels = _parse_labels(d.pop("labels", UNSET))


        def _parse_test_fraction(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        test_fraction = _parse_test_fraction(d.pop("test_fraction", UNSET))


        def _parse_test_subset(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        test_subset = _parse_test_subset(d.pop("test_subset", UNSET))


        seed = d.pop("seed", UNSET)

        k = d.pop("k", UNSET)

        temperature = d.pop("temperature", UNSET)

        linear_probe = d.pop("linear_probe", UNSET)

        compare = d.pop("compare", UNSET)

        max_samples = d.pop("max_samples", UNSET)

        evaluate_spec = cls(
            kind=kind,
            dataset_id=dataset_id,
            embedding=embedding,
            name=name,
            priority=priority,
            max_attempts=max_attempts,
            runs_on=runs_on,
            limits=limits,
            depends_on=depends_on,
            labels=labels,
            test_fraction=test_fraction,
            test_subset=test_subset,
            seed=seed,
            k=k,
            temperature=temperature,
            linear_probe=linear_probe,
            compare=compare,
            max_samples=max_samples,
        )

        return evaluate_spec

