"""Kernel coverage makes the picks of the plain greedy loop, without looking at everybody for every pick."""

import numpy as np
import pytest

from store.specs.strategies import CoverageStrategy, UncertaintyCoverageStrategy
from tests.worker.select import literal
from tests.worker.select.reference import indices
from worker.reporting import Silent
from worker.select import Inputs, select
from worker.select.herding import Coverage, herd
from worker.select.kernels import KernelTable
from worker.select.lattice import Lattice

VECTORS = literal.clusters(150, 12)
ALL = np.arange(len(VECTORS))
PREDICTIONS = Inputs(labels=np.arange(150) % 3)


@pytest.mark.parametrize(("kernel", "sigma"), [("rbf", 0.6), ("laplace", 0.4), ("tophat", 0.7)])
@pytest.mark.parametrize("given", [[], [3, 77]])
def test_picks_are_as_good_as_those_of_the_loop_at_every_step(kernel: str, sigma: float, given: list[int]) -> None:
    similarity = literal.kernel(kernel, literal.distances(VECTORS), sigma)
    weights = np.ones(len(VECTORS))
    spec = CoverageStrategy(kernel=kernel, sigma=sigma, centre=False)
    rows = select(spec, VECTORS, n_samples=25, preselected=indices(*given)).rows.tolist()
    picks = list(given)
    for row in rows:
        best = literal.greedy_coverage(similarity, 1, picks, weights)[0]
        before = literal.coverage(similarity, picks, weights)
        ours = literal.coverage(similarity, [*picks, row], weights) - before
        theirs = literal.coverage(similarity, [*picks, best], weights) - before
        # Equal but for the resolution of the lattice, which decides between candidates that are as good.
        assert ours >= theirs - 2e-4
        picks.append(row)
    ours, theirs = (
        literal.coverage(similarity, [*given, *found], weights)
        for found in (rows, literal.greedy_coverage(similarity, 25, given, weights))
    )
    assert ours >= 0.995 * theirs


def test_gains_add_up_to_the_mean_coverage() -> None:
    selection = select(CoverageStrategy(sigma=0.6, centre=False), VECTORS, n_samples=40)
    similarity = literal.kernel("rbf", literal.distances(VECTORS), 0.6)
    reached = literal.coverage(similarity, selection.rows.tolist(), np.ones(len(VECTORS)))
    assert float(selection.gains.sum()) == pytest.approx(reached, abs=1e-3)
    assert (np.diff(selection.gains) <= 1e-7).all()
    assert selection.contributions["coverage"].tolist() == selection.gains.tolist()


def test_weighted_coverage_serves_the_weighty_first() -> None:
    weights = np.where(ALL % 5 == 0, 1.0, 0.01)
    lattice = Lattice(VECTORS)
    table = KernelTable("rbf", 0.4, lattice)
    coverage = Coverage(lattice, table, ALL, ALL, weights=weights, reporter=Silent())
    rows = herd(coverage, 12, reporter=Silent()).rows.tolist()
    similarity = literal.kernel("rbf", literal.distances(VECTORS), 0.4)
    theirs = literal.greedy_coverage(similarity, 12, [], weights)
    assert literal.coverage(similarity, rows, weights) >= 0.995 * literal.coverage(similarity, theirs, weights)


def test_lazy_and_full_evaluation_agree_index_for_index() -> None:
    lattice = Lattice(VECTORS)
    table = KernelTable("rbf", 0.5, lattice)
    lazy = herd(Coverage(lattice, table, ALL, ALL, reporter=Silent()), 60, reporter=Silent()).rows
    eager = Coverage(lattice, table, ALL, ALL, reporter=Silent())
    eager.prepare()
    picked = []
    for _ in range(60):
        eager.bring_up_to_date(ALL)
        picked.append(int(eager.bounds.argmax()))
        eager.pick(picked[-1])
    assert lazy.tolist() == picked


def test_kernel_values_that_are_not_kept_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = select(CoverageStrategy(), VECTORS, n_samples=30).rows.tolist()
    monkeypatch.setattr("worker.select.herding._KEPT_VALUES", 10)
    assert select(CoverageStrategy(), VECTORS, n_samples=30).rows.tolist() == kept


def test_stochastic_greedy_comes_close_and_follows_its_seed() -> None:
    spec = CoverageStrategy(sigma=0.6, centre=False, optimizer="stochastic", epsilon=0.05, seed=4)
    similarity = literal.kernel("rbf", literal.distances(VECTORS), 0.6)
    rows = select(spec, VECTORS, n_samples=20).rows.tolist()
    exact = select(CoverageStrategy(sigma=0.6, centre=False), VECTORS, n_samples=20).rows.tolist()
    ones = np.ones(len(VECTORS))
    assert literal.coverage(similarity, rows, ones) >= 0.93 * literal.coverage(similarity, exact, ones)
    assert rows == select(spec, VECTORS, n_samples=20).rows.tolist()
    assert rows != select(spec.model_copy(update={"seed": 5}), VECTORS, n_samples=20).rows.tolist()


def test_when_everything_is_covered_the_rest_is_drawn() -> None:
    copies = np.repeat(literal.clusters(6, 5), 10, axis=0)
    selection = select(CoverageStrategy(), copies, n_samples=20)
    assert len(np.unique(copies[selection.rows[:6]], axis=0)) == 6
    assert len(set(selection.rows.tolist())) == 20
    assert selection.gain(7) == 0
    assert "everything was covered" in selection.reason(7)


def test_uncertain_samples_are_covered_first() -> None:
    # The probe has seen two of three classes at clear places; the third class is what it cannot know.
    rng = np.random.default_rng(0)
    centres = np.eye(3, 8) * 3
    labels = np.repeat([0, 1, 2], 40)
    vectors = literal.unit(centres[labels] + 0.4 * rng.standard_normal((120, 8)))
    given = indices(0, 1, 2, 40, 41, 42)
    spec = UncertaintyCoverageStrategy(sigma=0.8)
    rows = select(spec, vectors, n_samples=3, preselected=given, inputs=Inputs(labels=labels)).rows
    assert labels[rows[0]] == 2


def test_centred_coverage_is_that_of_the_centred_directions() -> None:
    offset = literal.unit(VECTORS + 2.0)
    centred = literal.unit(offset - offset.mean(axis=0))
    rows = select(CoverageStrategy(sigma=0.8), offset, n_samples=20).rows.tolist()
    similarity = literal.kernel("rbf", literal.distances(centred), 0.8)
    ones = np.ones(len(VECTORS))
    theirs = literal.greedy_coverage(similarity, 20, [], ones)
    assert literal.coverage(similarity, rows, ones) >= 0.995 * literal.coverage(similarity, theirs, ones)
    same = np.ones((5, 4), dtype=np.float32)
    assert sorted(select(CoverageStrategy(), same, n_samples=5).rows.tolist()) == [0, 1, 2, 3, 4]
