from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.coverage_strategy_kernel import check_coverage_strategy_kernel
from ..models.coverage_strategy_kernel import CoverageStrategyKernel
from ..models.coverage_strategy_optimizer import check_coverage_strategy_optimizer
from ..models.coverage_strategy_optimizer import CoverageStrategyOptimizer
from ..types import UNSET, Unset
from typing import cast
from typing import Literal, cast






T = TypeVar("T", bound="CoverageStrategy")



@_attrs_define
class CoverageStrategy:
    """ Greedy kernel coverage: MaxHerding (Bae et al., ECCV 2024), which is facility location with a kernel.

    Each pick adds most to the mean, over all samples, of the similarity to their nearest pick. With `tophat` it is
    ProbCover. The default of choice without labels: it follows the density of the data without clustering it.

        Attributes:
            name (Literal['coverage']):  Default: 'coverage'.
            strength (float | Unset): exponent of this strategy in a combination; negative prefers the opposite Default:
                1.0.
            kernel (CoverageStrategyKernel | Unset): exp(-d^2/sigma^2), d <= sigma, or exp(-d/sigma) of the distance d
                Default: 'rbf'.
            sigma (float | None | Unset): width of the kernel (unit norm); null adapts it to the data
            centre (bool | Unset): compares directions from the mean of the data, which tells them apart better Default:
                True.
            optimizer (CoverageStrategyOptimizer | Unset): lazy makes the picks of plain greedy; stochastic looks at a
                sample for each pick Default: 'lazy'.
            represented_size (int | Unset): samples that stand for all in the mean, at most Default: 10000.
            candidate_size (int | Unset): samples to pick from; all when there are fewer Default: 25000.
            epsilon (float | Unset): of the stochastic optimizer: what it may miss Default: 0.05.
            seed (int | Unset):  Default: 0.
     """

    name: Literal['coverage'] = 'coverage'
    strength: float | Unset = 1.0
    kernel: CoverageStrategyKernel | Unset = 'rbf'
    sigma: float | None | Unset = UNSET
    centre: bool | Unset = True
    optimizer: CoverageStrategyOptimizer | Unset = 'lazy'
    represented_size: int | Unset = 10000
    candidate_size: int | Unset = 25000
    epsilon: float | Unset = 0.05
    seed: int | Unset = 0





    def to_dict(self) -> dict[str, Any]:
        name = self.name

        strength = self.strength

        kernel: str | Unset = UNSET
        if not isinstance(self.kernel, Unset):
            kernel = self.kernel


        sigma: float | None | Unset
        if isinstance(self.sigma, Unset):
            sigma = UNSET
        else:
            sigma = self.sigma

        centre = self.centre

        optimizer: str | Unset = UNSET
        if not isinstance(self.optimizer, Unset):
            optimizer = self.optimizer


        represented_size = self.represented_size

        candidate_size = self.candidate_size

        epsilon = self.epsilon

        seed = self.seed


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "name": name,
        })
        if strength is not UNSET:
            field_dict["strength"] = strength
        if kernel is not UNSET:
            field_dict["kernel"] = kernel
        if sigma is not UNSET:
            field_dict["sigma"] = sigma
        if centre is not UNSET:
            field_dict["centre"] = centre
        if optimizer is not UNSET:
            field_dict["optimizer"] = optimizer
        if represented_size is not UNSET:
            field_dict["represented_size"] = represented_size
        if candidate_size is not UNSET:
            field_dict["candidate_size"] = candidate_size
        if epsilon is not UNSET:
            field_dict["epsilon"] = epsilon
        if seed is not UNSET:
            field_dict["seed"] = seed

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = cast(Literal['coverage'] , d.pop("name"))
        if name != 'coverage':
            raise ValueError(f"name must match const 'coverage', got '{name}'")

        strength = d.pop("strength", UNSET)

        _kernel = d.pop("kernel", UNSET)
        kernel: CoverageStrategyKernel | Unset
        if isinstance(_kernel,  Unset):
            kernel = UNSET
        else:
            kernel = check_coverage_strategy_kernel(_kernel)




        def _parse_sigma(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        sigma = _parse_sigma(d.pop("sigma", UNSET))


        centre = d.pop("centre", UNSET)

        _optimizer = d.pop("optimizer", UNSET)
        optimizer: CoverageStrategyOptimizer | Unset
        if isinstance(_optimizer,  Unset):
            optimizer = UNSET
        else:
            optimizer = check_coverage_strategy_optimizer(_optimizer)




        represented_size = d.pop("represented_size", UNSET)

        candidate_size = d.pop("candidate_size", UNSET)

        epsilon = d.pop("epsilon", UNSET)

        seed = d.pop("seed", UNSET)

        coverage_strategy = cls(
            name=name,
            strength=strength,
            kernel=kernel,
            sigma=sigma,
            centre=centre,
            optimizer=optimizer,
            represented_size=represented_size,
            candidate_size=candidate_size,
            epsilon=epsilon,
            seed=seed,
        )

        return coverage_strategy

