"""The learning rate at the ends, at the joint, and in between."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.pretrain.schedule import learning_rate


def test_warm_up_then_cosine() -> None:
    rates = [learning_rate(s, peak=1.0, total_steps=9, warmup_steps=5, final_fraction=0.1) for s in range(9)]
    assert rates[:5] == pytest.approx([0.2, 0.4, 0.6, 0.8, 1.0])
    assert rates[6] == pytest.approx(0.55)
    assert rates[8] == pytest.approx(0.1)


def test_other_shapes_after_the_warm_up() -> None:
    def rates(shape: str) -> list[float]:
        return [
            learning_rate(s, peak=1.0, total_steps=9, warmup_steps=5, final_fraction=0.2, shape=shape) for s in range(9)
        ]

    assert rates("linear")[4:] == pytest.approx([1.0, 0.8, 0.6, 0.4, 0.2])
    assert rates("constant")[4:] == pytest.approx([1.0] * 5)
    assert rates("one_cycle")[0] == pytest.approx(1 / 25)
    assert rates("one_cycle")[4] == pytest.approx(1.0)
    assert rates("one_cycle")[8] == pytest.approx(0.2)


def test_without_warm_up_it_starts_at_the_peak() -> None:
    assert learning_rate(0, peak=0.3, total_steps=10) == pytest.approx(0.3)
    assert learning_rate(9, peak=0.3, total_steps=10) == pytest.approx(0.0)


def test_a_run_of_one_step_uses_the_peak() -> None:
    assert learning_rate(0, peak=0.3, total_steps=1) == pytest.approx(0.3)


@given(total=st.integers(1, 200), warmup=st.integers(0, 250), final=st.floats(0, 1), peak=st.floats(1e-6, 100))
def test_it_rises_then_falls_and_stays_in_range(total: int, warmup: int, final: float, peak: float) -> None:
    rates = [
        learning_rate(s, peak=peak, total_steps=total, warmup_steps=warmup, final_fraction=final) for s in range(total)
    ]
    assert all(0 <= rate <= peak * (1 + 1e-9) for rate in rates)
    for step, (one, two) in enumerate(itertools.pairwise(rates)):
        if step + 1 < warmup:
            assert two > one
        else:
            assert two <= one * (1 + 1e-9)
