"""Several strategies at once, and what a selection tells about each pick."""

import os
import subprocess
import sys
from typing import Any

import numpy as np
import pytest

from store.specs.selection_inputs import ClusterGroups, MetadataNumbers
from store.specs.strategies import (
    AutoStrategy,
    BadgeStrategy,
    BalanceStrategy,
    ClusterStrategy,
    CoverageStrategy,
    DiversityStrategy,
    DropQueryStrategy,
    RandomStrategy,
    Strategy,
    TypicalityStrategy,
    UncertaintyCoverageStrategy,
    UncertaintyStrategy,
    WeightsStrategy,
)
from tests.worker.select import literal
from tests.worker.select.reference import indices
from worker.reporting import UserError
from worker.select import Inputs, select
from worker.select.inputs import Membership
from worker.select.sequences import Sequences

VECTORS = literal.clusters(130, 8)
SPEED = MetadataNumbers(key="speed")
NUMBERS = np.random.default_rng(3).random(len(VECTORS))
LABELS = np.arange(len(VECTORS)) % 4
KNOWN = Inputs(numbers={SPEED: NUMBERS}, labels=LABELS)
SCALED = (NUMBERS - NUMBERS.min()) / (NUMBERS.max() - NUMBERS.min())


@pytest.mark.parametrize("strengths", [(1.0, 1.0), (2.0, 0.5), (0.3, -1.0), (-1.0, 1.0)])
@pytest.mark.parametrize("given", [[7], [7, 80, 81]])
def test_a_product_is_that_of_the_loop(strengths: tuple[float, float], given: list[int]) -> None:
    diversity, weights = DiversityStrategy(strength=strengths[0]), WeightsStrategy(by=SPEED, strength=strengths[1])
    both: list[Strategy] = [diversity, weights]
    selection = select(both, VECTORS, n_samples=30, preselected=indices(*given), inputs=KNOWN)
    picks = list(given)
    gaps = literal.distances(VECTORS)
    for pick, row in enumerate(selection.rows.tolist()):
        nearest = np.maximum(gaps[:, picks].min(axis=1) / 2, 1e-6)
        score = strengths[0] * np.log(nearest) + strengths[1] * np.log(np.maximum(SCALED, 1e-6))
        score[picks] = -np.inf
        assert score[row] >= score.max() - 0.03 * max(map(abs, strengths))  # the lattice's resolution
        assert selection.contributions["diversity"][pick] == pytest.approx(nearest[row], abs=3e-3)
        assert selection.contributions["weights"][pick] == pytest.approx(SCALED[row], abs=1e-6)
        picks.append(row)


def test_a_product_of_one_is_the_strategy_itself() -> None:
    constant = Inputs(numbers={SPEED: np.ones(len(VECTORS))})
    both: list[Strategy] = [CoverageStrategy(), WeightsStrategy(by=SPEED)]
    rows = select(both, VECTORS, n_samples=30, inputs=constant).rows
    assert rows.tolist() == select(CoverageStrategy(), VECTORS, n_samples=30).rows.tolist()


def test_a_combination_stops_at_the_least_distance_of_diversity() -> None:
    both: list[Strategy] = [DiversityStrategy(min_distance=0.9), WeightsStrategy(by=SPEED)]
    selection = select(both, VECTORS, n_samples=100, inputs=KNOWN)
    assert selection.stopped_early is not None
    assert "0.9" in selection.stopped_early
    gaps = literal.distances(VECTORS[selection.rows])
    assert gaps[np.triu_indices(len(gaps), 1)].min() >= 0.89


def test_gist_spaces_its_picks_and_beats_both_ends() -> None:
    both: list[Strategy] = [DiversityStrategy(strength=0.5), WeightsStrategy(by=SPEED)]
    n_samples = 12
    selection = select(both, VECTORS, n_samples=n_samples, mode="gist", inputs=KNOWN)
    utility = np.maximum(SCALED, 1e-6) / SCALED.max()

    def value(rows: Any) -> float:
        gaps = literal.distances(VECTORS[rows])
        least = gaps[np.triu_indices(len(rows), 1)].min()
        return float(utility[rows].sum() + n_samples * 0.5 * least / 2)

    assert value(selection.rows) >= value(np.argsort(-NUMBERS)[:n_samples]) - 1e-3
    spread = select(DiversityStrategy(), VECTORS, n_samples=n_samples).rows
    assert value(selection.rows) >= value(spread) - 1e-3
    said = float(selection.reason(0).split("at least ")[1].split(" away")[0])
    gaps = literal.distances(VECTORS[selection.rows])
    assert gaps[np.triu_indices(len(gaps), 1)].min() >= said - 5e-3


def test_every_pick_knows_its_nearest_earlier_one() -> None:
    given = indices(3, 99)
    selection = select(RandomStrategy(), VECTORS, n_samples=40, preselected=given)
    gaps = literal.distances(VECTORS)
    earlier = given.tolist()
    assert selection.nearest is not None
    assert selection.distances is not None
    for pick, row in enumerate(selection.rows.tolist()):
        assert selection.nearest[pick] in earlier
        assert selection.distances[pick] == pytest.approx(gaps[row, earlier].min(), abs=1e-5)
        earlier.append(row)
    first = select(RandomStrategy(), VECTORS, n_samples=1)
    assert first.nearest is not None
    assert first.nearest.tolist() == [-1]


def test_auto_says_what_it_chose_and_why() -> None:
    cold = select(AutoStrategy(), VECTORS, n_samples=5)
    assert cold.notes[0].startswith("auto chose ")
    assert "no labels" in cold.notes[0]
    few = select(AutoStrategy(), VECTORS, n_samples=5, preselected=np.arange(8), inputs=KNOWN)
    assert few.notes[0].startswith("auto chose coverage. There are only 2 labels for each of 4 classes")
    warm = select(AutoStrategy(), VECTORS, n_samples=5, preselected=np.arange(20), inputs=KNOWN)
    assert warm.notes[0].startswith("auto chose uncertainty_coverage. There are 20 labels")
    told = select(AutoStrategy(n_classes=9), VECTORS, n_samples=5, preselected=np.arange(20), inputs=KNOWN)
    assert told.notes[0].startswith("auto chose coverage.")
    one = Inputs(labels=np.arange(1500) % 2)
    vectors = literal.clusters(1500, 8)
    many = select(AutoStrategy(), vectors, n_samples=5, preselected=np.arange(200), inputs=one)
    assert many.notes[0].startswith("auto chose uncertainty. With 100 labels for each of 2 classes")


def test_sequences_are_picked_whole() -> None:
    # Two videos, one of which has a frame without an embedding, and stills that belong to none.
    videos = np.repeat([0, 1, -1], [45, 45, 40])
    frames = np.concatenate([np.arange(45)[::-1], np.arange(45), np.full(40, -1)])
    eligible = np.ones(130, dtype=np.bool_)
    eligible[50] = False
    sequences = Sequences.of(videos, frames, eligible, 4)
    assert len(sequences.rows) == 11 + 11
    assert (np.diff(frames[sequences.rows], axis=1) >= 1).all()
    assert 50 not in sequences.rows
    means = sequences.embeddings(VECTORS)
    np.testing.assert_allclose(means[3], VECTORS[sequences.rows[3]].mean(axis=0), atol=1e-6)
    members = Membership(("a", "b"), np.eye(2, dtype=np.float32)[np.arange(130) % 2])
    units = sequences.inputs(Inputs(numbers={SPEED: NUMBERS}, groups={ClusterGroups(): members}, labels=LABELS))
    np.testing.assert_allclose(units.number(SPEED, np.array([2])), NUMBERS[sequences.rows[2]].mean())
    picked = select(WeightsStrategy(by=SPEED), means, n_samples=3, inputs=units)
    selection = sequences.expanded(picked)
    assert len(selection) == 12
    assert selection.rows.reshape(3, 4).tolist() == sequences.rows[picked.rows].tolist()
    assert selection.reason(5).startswith("Frame 2 of 4 of a sequence.")
    with pytest.raises(UserError, match="46 usable frames"):
        Sequences.of(videos, frames, eligible, 46)


REPEATABLE: list[Strategy] = [
    RandomStrategy(), DiversityStrategy(), CoverageStrategy(), TypicalityStrategy(), ClusterStrategy(),
    BalanceStrategy(by=ClusterGroups(n_clusters=8)), UncertaintyStrategy(), UncertaintyStrategy(oversample=4),
    UncertaintyCoverageStrategy(), DropQueryStrategy(), BadgeStrategy(),
]  # fmt: skip


def picks_of_everybody() -> str:
    """The picks of every strategy, on data that is large enough for BLAS to cut it up."""
    vectors = literal.clusters(1500, 96, n_clusters=20, width=1.0)
    known = Inputs(labels=np.arange(1500) % 5)
    given = np.arange(40)
    alone = [select(spec, vectors, n_samples=60, preselected=given, inputs=known).rows for spec in REPEATABLE]
    both = select([CoverageStrategy(), DiversityStrategy()], vectors, n_samples=60, preselected=given, inputs=known)
    return " ".join(map(str, np.concatenate([*alone, both.rows]).tolist()))


@pytest.mark.parametrize("environment", [{"OMP_NUM_THREADS": "2"}, {"OPENBLAS_CORETYPE": "Nehalem"}])
def test_picks_depend_neither_on_threads_nor_on_the_instructions_of_the_machine(environment: dict[str, str]) -> None:
    code = "from tests.worker.select.test_combination import picks_of_everybody; print(picks_of_everybody())"
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "OMP_NUM_THREADS": "1", **environment}, capture_output=True,
        text=True, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == picks_of_everybody()
