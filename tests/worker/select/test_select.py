"""What every strategy has in common, and the random one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.specs.strategies import DiversityStrategy, RandomStrategy, Strategy
from tests.worker.select.reference import indices
from worker.reporting import UserError
from worker.select import select

EMBEDDINGS = np.random.default_rng(0).standard_normal((60, 4)).astype(np.float32)
STRATEGIES: list[Strategy] = [RandomStrategy(seed=1), DiversityStrategy(seed=1)]


@pytest.mark.parametrize("strategy", STRATEGIES)
class TestEveryStrategy:
    def test_asking_for_more_than_is_left_says_how_many_are(self, strategy: Strategy) -> None:
        eligible = np.arange(60) < 50
        with pytest.raises(UserError, match=r"^48 samples were asked for, but only 47 are left"):
            select(strategy, EMBEDDINGS, n_samples=48, preselected=indices(0, 1, 2), eligible=eligible)

    def test_exactly_what_is_left_is_picked(self, strategy: Strategy) -> None:
        eligible = np.arange(60) < 50
        rows = select(strategy, EMBEDDINGS, n_samples=47, preselected=indices(0, 1, 2), eligible=eligible).rows
        assert sorted(rows.tolist()) == list(range(3, 50))
        assert rows.dtype == np.int64

    def test_no_samples_give_an_empty_selection(self, strategy: Strategy) -> None:
        selection = select(strategy, EMBEDDINGS, n_samples=0)
        assert len(selection) == 0
        assert selection.gains.dtype == np.float32

    @pytest.mark.parametrize("row", [-1, 60])
    def test_preselected_row_outside_the_embedding_is_refused(self, strategy: Strategy, row: int) -> None:
        with pytest.raises(UserError, match="60 rows"):
            select(strategy, EMBEDDINGS, n_samples=1, preselected=indices(row))

    def test_arguments_of_the_wrong_shape_are_refused(self, strategy: Strategy) -> None:
        with pytest.raises(ValueError, match="float32"):
            select(strategy, EMBEDDINGS.astype(np.float64), n_samples=1)
        with pytest.raises(ValueError, match="float32"):
            select(strategy, EMBEDDINGS[0], n_samples=1)
        with pytest.raises(ValueError, match="eligible"):
            select(strategy, EMBEDDINGS, n_samples=1, eligible=np.ones(59, dtype=np.bool_))
        with pytest.raises(ValueError, match="negative"):
            select(strategy, EMBEDDINGS, n_samples=-1)


@given(seed=st.integers(0, 2**31 - 1), longer=st.integers(1, 60), data=st.data())
def test_random_picks_are_distinct_repeatable_and_nested(seed: int, longer: int, data: st.DataObject) -> None:
    strategy = RandomStrategy(seed=seed)
    rows = select(strategy, EMBEDDINGS, n_samples=longer).rows.tolist()
    assert len(set(rows)) == longer
    shorter = data.draw(st.integers(1, longer))
    assert select(strategy, EMBEDDINGS, n_samples=shorter).rows.tolist() == rows[:shorter]


def test_random_picks_are_uniform_and_have_no_gain() -> None:
    counts = np.zeros(60)
    for seed in range(2000):
        counts[select(RandomStrategy(seed=seed), EMBEDDINGS, n_samples=15).rows] += 1
    # 2000 * 15 / 60 = 500 expected, standard deviation under 20.
    assert counts.min() > 400
    assert counts.max() < 600
    selection = select(RandomStrategy(seed=7), EMBEDDINGS, n_samples=2)
    assert selection.gain(1) is None
    assert selection.reason(1) == "Drawn uniformly at random with seed 7."
