from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.uncertainty import check_uncertainty
from ..models.uncertainty import Uncertainty
from ..types import UNSET, Unset
from typing import cast
from typing import Literal, cast






T = TypeVar("T", bound="UncertaintyCoverageStrategy")



@_attrs_define
class UncertaintyCoverageStrategy:
    """ UHerding (Bae et al., ICLR 2025): kernel coverage with each sample weighted by how unsure the model is of it.

    For anything between a few and thirty labels for each class: it behaves like coverage at first and like uncertainty
    later on.

        Attributes:
            name (Literal['uncertainty_coverage']):  Default: 'uncertainty_coverage'.
            strength (float | Unset): exponent of this strategy in a combination; negative prefers the opposite Default:
                1.0.
            task (None | str | Unset): a prediction task; null trains a linear probe on the labels of the preselected
                samples
            score (Uncertainty | Unset): How unsure a probability vector is: 0 for a one-hot, 1 for a uniform one.
            calibrate (bool | Unset): fit the temperature of the probe on held-out labels Default: True.
            sigma (float | Literal['adaptive'] | Unset): width of the kernel; adaptive shrinks it as labels come closer to
                each other Default: 'adaptive'.
            centre (bool | Unset): as in coverage Default: True.
            represented_size (int | Unset):  Default: 10000.
            candidate_size (int | Unset):  Default: 25000.
            seed (int | Unset):  Default: 0.
     """

    name: Literal['uncertainty_coverage'] = 'uncertainty_coverage'
    strength: float | Unset = 1.0
    task: None | str | Unset = UNSET
    score: Uncertainty | Unset = UNSET
    calibrate: bool | Unset = True
    sigma: float | Literal['adaptive'] | Unset = 'adaptive'
    centre: bool | Unset = True
    represented_size: int | Unset = 10000
    candidate_size: int | Unset = 25000
    seed: int | Unset = 0





    def to_dict(self) -> dict[str, Any]:
        name = self.name

        strength = self.strength

        task: None | str | Unset
        if isinstance(self.task, Unset):
            task = UNSET
        else:
            task = self.task

        score: str | Unset = UNSET
        if not isinstance(self.score, Unset):
            score = self.score


        calibrate = self.calibrate

        sigma: float | Literal['adaptive'] | Unset
        if isinstance(self.sigma, Unset):
            sigma = UNSET
        else:
            sigma = self.sigma

        centre = self.centre

        represented_size = self.represented_size

        candidate_size = self.candidate_size

        seed = self.seed


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "name": name,
        })
        if strength is not UNSET:
            field_dict["strength"] = strength
        if task is not UNSET:
            field_dict["task"] = task
        if score is not UNSET:
            field_dict["score"] = score
        if calibrate is not UNSET:
            field_dict["calibrate"] = calibrate
        if sigma is not UNSET:
            field_dict["sigma"] = sigma
        if centre is not UNSET:
            field_dict["centre"] = centre
        if represented_size is not UNSET:
            field_dict["represented_size"] = represented_size
        if candidate_size is not UNSET:
            field_dict["candidate_size"] = candidate_size
        if seed is not UNSET:
            field_dict["seed"] = seed

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = cast(Literal['uncertainty_coverage'] , d.pop("name"))
        if name != 'uncertainty_coverage':
            raise ValueError(f"name must match const 'uncertainty_coverage', got '{name}'")

        strength = d.pop("strength", UNSET)

        def _parse_task(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        task = _parse_task(d.pop("task", UNSET))


        _score = d.pop("score", UNSET)
        score: Uncertainty | Unset
        if isinstance(_score,  Unset):
            score = UNSET
        else:
            score = check_uncertainty(_score)




        calibrate = d.pop("calibrate", UNSET)

        def _parse_sigma(data: object) -> float | Literal['adaptive'] | Unset:
            if isinstance(data, Unset):
                return data
            sigma_type_1 = cast(Literal['adaptive'] , data)
            if sigma_type_1 != 'adaptive':
                raise ValueError(f"sigma_type_1 must match const 'adaptive', got '{sigma_type_1}'")
            return sigma_type_1
            return cast(float | Literal['adaptive'] | Unset, data)

        sigma = _parse_sigma(d.pop("sigma", UNSET))


        centre = d.pop("centre", UNSET)

        represented_size = d.pop("represented_size", UNSET)

        candidate_size = d.pop("candidate_size", UNSET)

        seed = d.pop("seed", UNSET)

        uncertainty_coverage_strategy = cls(
            name=name,
            strength=strength,
            task=task,
            score=score,
            calibrate=calibrate,
            sigma=sigma,
            centre=centre,
            represented_size=represented_size,
            candidate_size=candidate_size,
            seed=seed,
        )

        return uncertainty_coverage_strategy

