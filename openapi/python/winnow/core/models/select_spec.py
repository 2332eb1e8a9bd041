from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.select_spec_mode import check_select_spec_mode
from ..models.select_spec_mode import SelectSpecMode
from ..types import UNSET, Unset
from typing import cast
from typing import Literal, cast

if TYPE_CHECKING:
  from ..models.auto_strategy import AutoStrategy
  from ..models.badge_strategy import BadgeStrategy
  from ..models.balance_strategy import BalanceStrategy
  from ..models.candidate_filter import CandidateFilter
  from ..models.cluster_strategy import ClusterStrategy
  from ..models.coverage_strategy import CoverageStrategy
  from ..models.deduplicate_strategy import DeduplicateStrategy
  from ..models.diversity_strategy import DiversityStrategy
  from ..models.drop_query_strategy import DropQueryStrategy
  from ..models.limits import Limits
  from ..models.random_strategy import RandomStrategy
  from ..models.similarity_strategy import SimilarityStrategy
  from ..models.stratified_strategy import StratifiedStrategy
  from ..models.task_labels import TaskLabels
  from ..models.threshold_strategy import ThresholdStrategy
  from ..models.typicality_strategy import TypicalityStrategy
  from ..models.uncertainty_coverage_strategy import UncertaintyCoverageStrategy
  from ..models.uncertainty_strategy import UncertaintyStrategy
  from ..models.weak_labels import WeakLabels
  from ..models.weights_strategy import WeightsStrategy





T = TypeVar("T", bound="SelectSpec")



@_attrs_define
class SelectSpec:
    """ Pick the most informative samples of an embedding.

        Attributes:
            kind (Literal['select']):  Default: 'select'.
            dataset_id (str):
            embedding (str):
            name (None | str | Unset): for people; need not be unique
            priority (int | Unset): higher runs earlier Default: 0.
            max_attempts (int | Unset): attempts before a crashing job counts as failed Default: 3.
            runs_on (list[str] | Unset): labels that the worker must carry, all of them
            limits (Limits | Unset): What one attempt may use before it is stopped.
            depends_on (list[str] | Unset): in a pipeline: siblings that must succeed first
            strategy (AutoStrategy | BadgeStrategy | BalanceStrategy | ClusterStrategy | CoverageStrategy |
                DeduplicateStrategy | DiversityStrategy | DropQueryStrategy | None | RandomStrategy | SimilarityStrategy |
                StratifiedStrategy | ThresholdStrategy | TypicalityStrategy | UncertaintyCoverageStrategy | UncertaintyStrategy
                | Unset | WeightsStrategy): one strategy; auto when there are none at all
            strategies (list[AutoStrategy | BadgeStrategy | BalanceStrategy | ClusterStrategy | CoverageStrategy |
                DeduplicateStrategy | DiversityStrategy | DropQueryStrategy | RandomStrategy | SimilarityStrategy |
                StratifiedStrategy | ThresholdStrategy | TypicalityStrategy | UncertaintyCoverageStrategy | UncertaintyStrategy
                | WeightsStrategy] | None | Unset): several at once: filters first, then one sample at a time by the product of
                the others
            mode (SelectSpecMode | Unset): product: greedily by the product of objective^strength, as LightlyOne does; gist:
                the sum of utilities plus diversity's strength times the least distance between picks (Fahrbach et al. 2024)
                Default: 'product'.
            n_samples (int | None | Unset): how many to pick
            proportion (float | None | Unset): instead: this share of the candidates
            count_preselected (bool | Unset): false: that many new samples; true: as LightlyOne counts, so many with what is
                preselected Default: False.
            candidates (CandidateFilter | None | Unset): picks only samples that pass this filter
            candidates_subset (None | str | Unset): picks only samples of this subset
            preselected (list[str] | Unset): samples that count as already picked, e.g. because they are labelled
            preselected_subset (None | str | Unset): a subset that counts as already picked
            labels (None | TaskLabels | Unset | WeakLabels): what is known about preselected samples, for the linear probe
                and for auto
            sequence_length (int | Unset): above 1: picks runs of so many frames of a video, each with the mean of their
                embeddings Default: 1.
            dataset_version (int | None | Unset): picks among the samples of this version; null takes the version at
                submission
            subset_name (None | str | Unset):
     """

    dataset_id: str
    embedding: str
    kind: Literal['select'] = 'select'
    name: None | str | Unset = UNSET
    priority: int | Unset = 0
    max_attempts: int | Unset = 3
    runs_on: list[str] | Unset = UNSET
    limits: Limits | Unset = UNSET
    depends_on: list[str] | Unset = UNSET
    strategy: AutoStrategy | BadgeStrategy | BalanceStrategy | ClusterStrategy | CoverageStrategy | DeduplicateStrategy | DiversityStrategy | DropQueryStrategy | None | RandomStrategy | SimilarityStrategy | StratifiedStrategy | ThresholdStrategy | TypicalityStrategy | UncertaintyCoverageStrategy | UncertaintyStrategy | Unset | WeightsStrategy = UNSET
    strategies: list[AutoStrategy | BadgeStrategy | BalanceStrategy | ClusterStrategy | CoverageStrategy | DeduplicateStrategy | DiversityStrategy | DropQueryStrategy | RandomStrategy | SimilarityStrategy | StratifiedStrategy | ThresholdStrategy | TypicalityStrategy | UncertaintyCoverageStrategy | UncertaintyStrategy | WeightsStrategy] | None | Unset = UNSET
    mode: SelectSpecMode | Unset = 'product'
    n_samples: int | None | Unset = UNSET
    proportion: float | None | Unset = UNSET
    count_preselected: bool | Unset = False
    candidates: CandidateFilter | None | Unset = UNSET
    candidates_subset: None | str | Unset = UNSET
    preselected: list[str] | Unset = UNSET
    preselected_subset: None | str | Unset = UNSET
    labels: None | TaskLabels | Unset | WeakLabels = UNSET
    sequence_length: int | Unset = 1
    dataset_version: int | None | Unset = UNSET
    subset_name: None | str | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        from ..models.auto_strategy import AutoStrategy # noqa: PLC0415
        from ..models.badge_strategy import BadgeStrategy # noqa: PLC0415
        from ..models.balance_strategy import BalanceStrategy # noqa: PLC0415
        from ..models.candidate_filter import CandidateFilter # noqa: PLC0415
        from ..models.cluster_strategy import ClusterStrategy # noqa: PLC0415
        from ..models.coverage_strategy import CoverageStrategy # noqa: PLC0415
        from ..models.deduplicate_strategy import DeduplicateStrategy # noqa: PLC0415
        from ..models.diversity_strategy import DiversityStrategy # noqa: PLC0415
        from ..models.drop_query_strategy import DropQueryStrategy # noqa: PLC0415
        from ..models.limits import Limits # noqa: PLC0415
        from ..models.random_strategy import RandomStrategy # noqa: PLC0415
        from ..models.similarity_strategy import SimilarityStrategy # noqa: PLC0415
        from ..models.stratified_strategy import StratifiedStrategy # noqa: PLC0415
        from ..models.task_labels import TaskLabels # noqa: PLC0415
        from ..models.threshold_strategy import ThresholdStrategy # noqa: PLC0415
        from ..models.typicality_strategy import TypicalityStrategy # noqa: PLC0415
        from ..models.uncertainty_coverage_strategy import UncertaintyCoverageStrategy # noqa: PLC0415
        from ..models.uncertainty_strategy import UncertaintyStrategy # noqa: PLC0415
        from ..models.weak_labels import WeakLabels # noqa: PLC0415
        from ..models.weights_strategy import WeightsStrategy # noqa: PLC0415
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



        strategy: dict[str, Any] | None | Unset
        if isinstance(self.strategy, Unset):
            strategy = UNSET
        elif isinstance(self.strategy, AutoStrategy):
            strategy = self.strategy.to_dict()
        elif isinstance(self.strategy, RandomStrategy):
            strategy = self.strategy.to_dict()
        elif isinstance(self.strategy, StratifiedStrategy):
            strategy = self.strategy.to_dict()
        elif isinstance(self.strategy, DiversityStrategy):
            strategy = self.strategy.to_dict()
        elif isinstance(self.strategy, CoverageStrategy):
            strategy = self.strategy.to_dict()
        elif isinstance(self.strategy, TypicalityStrategy):
            strategy = self.strategy.to_dict()
        elif isinstance(self.strategy, ClusterStrategy):
            strategy = self.strategy.to_dict()
        elif isinstance(self.strategy, UncertaintyStrategy):
            strategy = self.strategy.to_dict()
        elif isinstance(self.strategy, UncertaintyCoverageStrategy):
            strategy = self.strategy.to_dict()
        elif isinstance(self.strategy, DropQueryStrategy):
            strategy = self.strategy.to_dict()
        elif isinstance(self.strategy, BadgeStrategy):
            strategy = self.strategy.to_dict()
        elif isinstance(self.strategy, SimilarityStrategy):
            strategy = self.strategy.to_dict()
        elif isinstance(self.strategy, WeightsStrategy):
            strategy = self.strategy.to_dict()
        elif isinstance(self.strategy, ThresholdStrategy):
            strategy = self.strategy.to_dict()
        elif isinstance(self.strategy, BalanceStrategy):
            strategy = self.strategy.to_dict()
        elif isinstance(self.strategy, DeduplicateStrategy):
            strategy = self.strategy.to_dict()
        else:
            strategy = self.strategy

        strategies: list[dict[str, Any]] | None | Unset
        if isinstance(self.strategies, Unset):
            strategies = UNSET
        elif isinstance(self.strategies, list):
            strategies = []
            for strategies_type_0_item_data in self.strategies:
                strategies_type_0_item: dict[str, Any]
                if isinstance(strategies_type_0_item_data, AutoStrategy):
                    strategies_type_0_item = strategies_type_0_item_data.to_dict()
                elif isinstance(strategies_type_0_item_data, RandomStrategy):
                    strategies_type_0_item = strategies_type_0_item_data.to_dict()
                elif isinstance(strategies_type_0_item_data, StratifiedStrategy):
                    strategies_type_0_item = strategies_type_0_item_data.to_dict()
                elif isinstance(strategies_type_0_item_data, DiversityStrategy):
                    strategies_type_0_item = strategies_type_0_item_data.to_dict()
                elif isinstance(strategies_type_0_item_data, CoverageStrategy):
                    strategies_type_0_item = strategies_type_0_item_data.to_dict()
                elif isinstance(strategies_type_0_item_data, TypicalityStrategy):
                    strategies_type_0_item = strategies_type_0_item_data.to_dict()
                elif isinstance(strategies_type_0_item_data, ClusterStrategy):
                    strategies_type_0_item = strategies_type_0_item_data.to_dict()
                elif isinstance(strategies_type_0_item_data, UncertaintyStrategy):
                    strategies_type_0_item = strategies_type_0_item_data.to_dict()
                elif isinstance(strategies_type_0_item_data, UncertaintyCoverageStrategy):
                    strategies_type_0_item = strategies_type_0_item_data.to_dict()
                elif isinstance(strategies_type_0_item_data, DropQueryStrategy):
                    strategies_type_0_item = strategies_type_0_item_data.to_dict()
                elif isinstance(strategies_type_0_item_data, BadgeStrategy):
                    strategies_type_0_item = strategies_type_0_item_data.to_dict()
                elif isinstance(strategies_type_0_item_data, SimilarityStrategy):
                    strategies_type_0_item = strategies_type_0_item_data.to_dict()
                elif isinstance(strategies_type_0_item_data, WeightsStrategy):
                    strategies_type_0_item = strategies_type_0_item_data.to_dict()
                elif isinstance(strategies_type_0_item_data, ThresholdStrategy):
                    strategies_type_0_item = strategies_type_0_item_data.to_dict()
                elif isinstance(strategies_type_0_item_data, BalanceStrategy):
                    strategies_type_0_item = strategies_type_0_item_data.to_dict()
                else:
                    strategies_type_0_item = strategies_type_0_item_data.to_dict()

                strategies.append(strategies_type_0_item)


        else:
            strategies = self.strategies

        mode: str | Unset = UNSET
        if not isinstance(self.mode, Unset):
            mode = self.mode


        n_samples: int | None | Unset
        if isinstance(self.n_samples, Unset):
            n_samples = UNSET
        else:
            n_samples = self.n_samples

        proportion: float | None | Unset
        if isinstance(self.proportion, Unset):
            proportion = UNSET
        else:
            proportion = self.proportion

        count_preselected = self.count_preselected

        candidates: dict[str, Any] | None | Unset
        if isinstance(self.candidates, Unset):
            candidates = UNSET
        elif isinstance(self.candidates, CandidateFilter):
            candidates = self.candidates.to_dict()
        else:
            candidates = self.candidates

        candidates_subset: None | str | Unset
        if isinstance(self.candidates_subset, Unset):
            candidates_subset = UNSET
        else:
            candidates_subset = self.candidates_subset

        preselected: list[str] | Unset = UNSET
        if not isinstance(self.preselected, Unset):
            preselected = self.preselected



        preselected_subset: None | str | Unset
        if isinstance(self.preselected_subset, Unset):
            preselected_subset = UNSET
        else:
            preselected_subset = self.preselected_subset

        labels: dict[str, Any] | None | Unset
        if isinstance(self.labels, Unset):
            labels = UNSET
        elif isinstance(self.labels, WeakLabels):
            labels = self.labels.to_dict()
        elif isinstance(self.labels, TaskLabels):
            labels = self.labels.to_dict()
        else:
            labels = self.labels

        sequence_length = self.sequence_length

        dataset_version: int | None | Unset
        if isinstance(self.dataset_version, Unset):
            dataset_version = UNSET
        else:
            dataset_version = self.dataset_version

        subset_name: None | str | Unset
        if isinstance(self.subset_name, Unset):
            subset_name = UNSET
        else:
            subset_name = self.subset_name


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
        if strategy is not UNSET:
            field_dict["strategy"] = strategy
        if strategies is not UNSET:
            field_dict["strategies"] = strategies
        if mode is not UNSET:
            field_dict["mode"] = mode
        if n_samples is not UNSET:
            field_dict["n_samples"] = n_samples
        if proportion is not UNSET:
            field_dict["proportion"] = proportion
        if count_preselected is not UNSET:
            field_dict["count_preselected"] = count_preselected
        if candidates is not UNSET:
            field_dict["candidates"] = candidates
        if candidates_subset is not UNSET:
            field_dict["candidates_subset"] = candidates_subset
        if preselected is not UNSET:
            field_dict["preselected"] = preselected
        if preselected_subset is not UNSET:
            field_dict["preselected_subset"] = preselected_subset
        if labels is not UNSET:
            field_dict["labels"] = labels
        if sequence_length is not UNSET:
            field_dict["sequence_length"] = sequence_length
        if dataset_version is not UNSET:
            field_dict["dataset_version"] = dataset_version
        if subset_name is not UNSET:
            field_dict["subset_name"] = subset_name

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.auto_strategy import AutoStrategy # noqa: PLC0415
        from ..models.badge_strategy import BadgeStrategy # noqa: PLC0415
        from ..models.balance_strategy import BalanceStrategy # noqa: PLC0415
        from ..models.candidate_filter import CandidateFilter # noqa: PLC0415
        from ..models.cluster_strategy import ClusterStrategy # noqa: PLC0415
        from ..models.coverage_strategy import CoverageStrategy # noqa: PLC0415
        from ..models.deduplicate_strategy import DeduplicateStrategy # noqa: PLC0415
        from ..models.diversity_strategy import DiversityStrategy # noqa: PLC0415
        from ..models.drop_query_strategy import DropQueryStrategy # noqa: PLC0415
        from ..models.limits import Limits # noqa: PLC0415
        from ..models.random_strategy import RandomStrategy # noqa: PLC0415
        from ..models.similarity_strategy import SimilarityStrategy # noqa: PLC0415
        from ..models.stratified_strategy import StratifiedStrategy # noqa: PLC0415
        from ..models.task_labels import TaskLabels # noqa: PLC0415
        from ..models.threshold_strategy import ThresholdStrategy # noqa: PLC0415
        from ..models.typicality_strategy import TypicalityStrategy # noqa: PLC0415
        from ..models.uncertainty_coverage_strategy import UncertaintyCoverageStrategy # noqa: PLC0415
        from ..models.uncertainty_strategy import UncertaintyStrategy # noqa: PLC0415
        from ..models.weak_labels import WeakLabels # noqa: PLC0415
        from ..models.weights_strategy import WeightsStrategy # noqa: PLC0415
        d = dict(src_dict)
        kind = cast(Literal['select'] , d.pop("kind"))
        if kind != 'select':
            raise ValueError(f"kind must match const 'select', got '{kind}'")

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


        def _parse_strategy(data: object) -> AutoStrategy | BadgeStrategy | BalanceStrategy | ClusterStrategy | CoverageStrategy | DeduplicateStrategy | DiversityStrategy | DropQueryStrategy | None | RandomStrategy | SimilarityStrategy | StratifiedStrategy | ThresholdStrategy | TypicalityStrategy | UncertaintyCoverageStrategy | UncertaintyStrategy | Unset | WeightsStrategy:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_strategy_type_0 = AutoStrategy.from_dict(data)



                return componentsschemas_strategy_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_strategy_type_1 = RandomStrategy.from_dict(data)



                return componentsschemas_strategy_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_strategy_type_2 = StratifiedStrategy.from_dict(data)



                return componentsschemas_strategy_type_2
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_strategy_type_3 = DiversityStrategy.from_dict(data)



                return componentsschemas_strategy_type_3
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_strategy_type_4 = CoverageStrategy.from_dict(data)



                return componentsschemas_strategy_type_4
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_strategy_type_5 = TypicalityStrategy.from_dict(data)



                return componentsschemas_strategy_type_5
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_strategy_type_6 = ClusterStrategy.from_dict(data)



                return componentsschemas_strategy_type_6
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_strategy_type_7 = UncertaintyStrategy.from_dict(data)



                return componentsschemas_strategy_type_7
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_strategy_type_8 = UncertaintyCoverageStrategy.from_dict(data)



                return componentsschemas_strategy_type_8
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_strategy_type_9 = DropQueryStrategy.from_dict(data)



                return componentsschemas_strategy_type_9
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_strategy_type_10 = BadgeStrategy.from_dict(data)



                return componentsschemas_strategy_type_10
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_strategy_type_11 = SimilarityStrategy.from_dict(data)



                return componentsschemas_strategy_type_11
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_strategy_type_12 = WeightsStrategy.from_dict(data)



                return componentsschemas_strategy_type_12
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_strategy_type_13 = ThresholdStrategy.from_dict(data)



                return componentsschemas_strategy_type_13
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_strategy_type_14 = BalanceStrategy.from_dict(data)



                return componentsschemas_strategy_type_14
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_strategy_type_15 = DeduplicateStrategy.from_dict(data)



                return componentsschemas_strategy_type_15
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(AutoStrategy | BadgeStrategy | BalanceStrategy | ClusterStrategy | CoverageStrategy | DeduplicateStrategy | DiversityStrategy | DropQueryStrategy | None | RandomStrategy | SimilarityStrategy | StratifiedStrategy | ThresholdStrategy | TypicalityStrategy | UncertaintyCoverageStrategy | UncertaintyStrategy | Unset | WeightsStrategy, data)

        strategy = _parse_strategy(d.pop("strategy", UNSET))


        def _parse_strategies(data: object) -> list[AutoStrategy | BadgeStrategy | BalanceStrategy | ClusterStrategy | CoverageStrategy | DeduplicateStrategy | DiversityStrategy | DropQueryStrategy | RandomStrategy | SimilarityStrategy | StratifiedStrategy | ThresholdStrategy | TypicalityStrategy | UncertaintyCoverageStrategy | UncertaintyStrategy | WeightsStrategy] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                strategies_type_0 = []
                _strategies_type_0 = data
                for strategies_type_0_item_data in (_strategies_type_0):
                    def _parse_strategies_type_0_item(data: object) -> AutoStrategy | BadgeStrategy | BalanceStrategy | ClusterStrategy | CoverageStrategy | DeduplicateStrategy | DiversityStrategy | DropQueryStrategy | RandomStrategy | SimilarityStrategy | StratifiedStrategy | ThresholdStrategy | TypicalityStrategy | UncertaintyCoverageStrategy | UncertaintyStrategy | WeightsStrategy:
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            componentsschemas_strategy_type_0 = AutoStrategy.from_dict(data)



                            return componentsschemas_strategy_type_0
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            componentsschemas_strategy_type_1 = RandomStrategy.from_dict(data)



                            return componentsschemas_strategy_type_1
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            componentsschemas_strategy_type_2 = StratifiedStrategy.from_dict(data)



                            return componentsschemas_strategy_type_2
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            componentsschemas_strategy_type_3 = DiversityStrategy.from_dict(data)



                            return componentsschemas_strategy_type_3
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            componentsschemas_strategy_type_4 = CoverageStrategy.from_dict(data)



                            return componentsschemas_strategy_type_4
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            componentsschemas_strategy_type_5 = TypicalityStrategy.from_dict(data)



                            return componentsschemas_strategy_type_5
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            componentsschemas_strategy_type_6 = ClusterStrategy.from_dict(data)



                            return componentsschemas_strategy_type_6
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            componentsschemas_strategy_type_7 = UncertaintyStrategy.from_dict(data)



                            return componentsschemas_strategy_type_7
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            componentsschemas_strategy_type_8 = UncertaintyCoverageStrategy.from_dict(data)



                            return componentsschemas_strategy_type_8
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            componentsschemas_strategy_type_9 = DropQueryStrategy.from_dict(data)



                            return componentsschemas_strategy_type_9
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            componentsschemas_strategy_type_10 = BadgeStrategy.from_dict(data)



                            return componentsschemas_strategy_type_10
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            componentsschemas_strategy_type_11 = SimilarityStrategy.from_dict(data)



                            return componentsschemas_strategy_type_11
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            componentsschemas_strategy_type_12 = WeightsStrategy.from_dict(data)



                            return componentsschemas_strategy_type_12
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            componentsschemas_strategy_type_13 = ThresholdStrategy.from_dict(data)



                            return componentsschemas_strategy_type_13
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            componentsschemas_strategy_type_14 = BalanceStrategy.from_dict(data)



                            return componentsschemas_strategy_type_14
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        if not isinstance(data, dict):
                            raise TypeError()
                        componentsschemas_strategy_type_15 = DeduplicateStrategy.from_dict(data)



                        return componentsschemas_strategy_type_15

                    strategies_type_0_item = _parse_strategies_type_0_item(strategies_type_0_item_data)

                    strategies_type_0.append(strategies_type_0_item)

                return strategies_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[AutoStrategy | BadgeStrategy | BalanceStrategy | ClusterStrategy | CoverageStrategy | DeduplicateStrategy | DiversityStrategy | DropQueryStrategy | RandomStrategy | SimilarityStrategy | StratifiedStrategy | ThresholdStrategy | TypicalityStrategy | UncertaintyCoverageStrategy | UncertaintyStrategy | WeightsStrategy] | None | Unset, data)

        strategies = _parse_strategies(d.pop("strategies", UNSET))


        _mode = d.pop("mode", UNSET)
        mode: SelectSpecMode | Unset
        if isinstance(_mode,  Unset):
            mode = UNSET
        else:
            mode = check_select_spec_mode(_mode)




        def _parse_n_samples(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        n_samples = _parse_n_samples(d.pop("n_samples", UNSET))


        def _parse_proportion(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        proportion = _parse_proportion(d.pop("proportion", UNSET))


        count_preselected = d.pop("count_preselected", UNSET)

        def _parse_candidates(data: object) -> CandidateFilter | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                candidates_type_0 = CandidateFilter.from_dict(data)



                return candidates_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(CandidateFilter | None | Unset, data)

        candidates = _parse_candidates(d.pop("candidates", UNSET))


        def _parse_candidates_subset(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        candidates_subset = _parse_candidates_subset(d.pop("candidates_subset", UNSET))


        preselected = cast(list[str], d.pop("preselected", UNSET))


        def _parse_preselected_subset(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        preselected_subset = _parse_preselected_subset(d.pop("preselected_subset", UNSET))


        def _parse_labels(data: object) -> None | TaskLabels | Unset | WeakLabels:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_labels_type_0 = WeakLabels.from_dict(data)



                return componentsschemas_labels_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_labels_type_1 = TaskLabels.from_dict(data)



                return componentsschemas_labels_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | TaskLabels | Unset | WeakLabels, data)

        labels = _parse_labels(d.pop("labels", UNSET))


        sequence_length = d.pop("sequence_length", UNSET)

        def _parse_dataset_version(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        dataset_version = _parse_dataset_version(d.pop("dataset_version", UNSET))


        def _parse_subset_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        subset_name = _parse_subset_name(d.pop("subset_name", UNSET))


        select_spec = cls(
            kind=kind,
            dataset_id=dataset_id,
            embedding=embedding,
            name=name,
            priority=priority,
            max_attempts=max_attempts,
            runs_on=runs_on,
            limits=limits,
            depends_on=depends_on,
            strategy=strategy,
            strategies=strategies,
            mode=mode,
            n_samples=n_samples,
            proportion=proportion,
            count_preselected=count_preselected,
            candidates=candidates,
            candidates_subset=candidates_subset,
            preselected=preselected,
            preselected_subset=preselected_subset,
            labels=labels,
            sequence_length=sequence_length,
            dataset_version=dataset_version,
            subset_name=subset_name,
        )

        return select_spec

