"""Has training helped? The trained backbone against the one it began with, and against an untrained one."""

import math
from dataclasses import asdict, dataclass
from typing import Any

_NAMES = {"knn_accuracy": "kNN accuracy", "linear_accuracy": "linear probe accuracy"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the labels say about a training run."""

    helped: bool | None
    """None when the difference is within the noise, or nothing is there to tell it by."""
    text: str
    """One or two sentences for a person."""
    metric: str | None = None
    """By which it was judged."""
    trained: float | None = None
    initial: float | None = None
    untrained: float | None = None

    def as_json(self) -> dict[str, Any]:
        """All fields, for a job's result."""
        return asdict(self)


def judge(metric: str, *, trained: float, initial: float, untrained: float | None = None, n_samples: int) -> Verdict:
    """Compare accuracies (0 to 1) of the same classifier on the same `n_samples` samples.

    `initial` is the backbone before training; give `untrained`, one with random weights, when that was another one.
    Differences below two standard errors of a difference of two proportions count as noise.
    """
    name = _NAMES.get(metric, metric)
    values: dict[str, Any] = {"metric": metric, "trained": trained, "initial": initial, "untrained": untrained}
    start = "the untrained backbone" if untrained is None else "the pretrained backbone"
    gain, noise = trained - initial, _noise(trained, initial, n_samples)
    change = f"{_points(gain)} points {name} against {start} ({initial:.3f} to {trained:.3f}, {n_samples} samples)"
    if abs(gain) <= noise:
        text = f"No clear difference: {change} is within the noise of {noise * 100:.1f} points."
        return Verdict(None, f"{text}{_kept(untrained)}{_against(untrained, trained, name)}", **values)
    if gain > 0:
        return Verdict(True, f"Training helped: {change}.{_against(untrained, trained, name)}", **values)
    advice = (
        " Keep the pretrained one."
        if untrained is not None
        else " Train longer, lower optimizer.lr or take another method."
    )
    return Verdict(False, f"Training hurt: {change}.{advice}{_against(untrained, trained, name)}", **values)


def without_labels(trained: dict[str, float], initial: dict[str, float]) -> Verdict:
    """The verdict when no labels are there: only what changed, because no number without labels tells good from bad."""
    ranks = (initial.get("rank_me"), trained.get("rank_me"))
    text = "Without labels of two classes nobody can say whether training helped."
    if None not in ranks:
        text += f" The effective rank of the embedding (RankMe) went from {ranks[0]:.1f} to {ranks[1]:.1f}."
    return Verdict(None, text)


def _noise(one: float, two: float, n: int) -> float:
    return 2 * math.sqrt((one * (1 - one) + two * (1 - two)) / max(n, 1))


def _points(gain: float) -> str:
    return f"{gain * 100:+.1f}"


def _kept(untrained: float | None) -> str:
    return "" if untrained is None else " Keep the pretrained one: it costs no training."


def _against(untrained: float | None, trained: float, name: str) -> str:
    if untrained is None:
        return ""
    return f" Against an untrained backbone it has {_points(trained - untrained)} points {name}."
