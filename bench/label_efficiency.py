"""What labels are worth when a strategy picks the samples: `python -m bench.label_efficiency`.

Frozen embeddings of two collections of photographs (see `bench.frozen_features` for where they come from). For every
seed a part of the training images is the pool, the same one for everybody. Each strategy picks a number of samples of
it, only their labels are used, and a linear head and 1-NN trained on them are tested on images that nobody picks from.
The head is fixed: logistic regression on unit vectors. Strategies that need labels pick in rounds, one for each budget,
and see the labels of the rounds before; so does `auto`. The gain of a strategy is the difference in accuracy from
random picks of the same pool and budget, in points, and its interval a bootstrap over seeds of the mean over budgets.
"""

import argparse
import json
import time
import warnings
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from bench.frozen_features import Features, features
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
)
from worker.select import Inputs, select
from worker.select.pool import Float32, Float64, Int64
from worker.select.probe import fit

BUDGETS = (1, 2, 3, 5, 7, 10, 20, 30, 50)
LOW = (1, 2, 3, 5, 7)
DATA = {
    # archive to pick from, archive to test on, images in the pool of a seed
    "clothing": ("clothing-train.zip", "clothing-validation.zip", 1100),
    "cifar10": ("cifar10-train-10k.zip", "cifar10-test-2k.zip", 4000),
}
# A run is given the pool, its labels, the budgets and a seed, and gives the picked rows for each budget.
Run = Callable[[Float32, Int64, list[int], int], list[Int64]]


def at_once(make: Callable[[int], Strategy], *, nested: bool = False) -> Run:
    """Every budget is a selection of its own; where smaller ones are the beginning of larger ones, one will do."""

    def run(vectors: Float32, labels: Int64, budgets: list[int], seed: int) -> list[Int64]:
        del labels
        if nested:
            rows = select(make(seed), vectors, n_samples=budgets[-1]).rows
            return [rows[:budget] for budget in budgets]
        return [select(make(seed), vectors, n_samples=budget).rows for budget in budgets]

    return run


def in_rounds(make: Callable[[int], Strategy], *, first: Callable[[int], Strategy] | None = None) -> Run:
    """Each budget adds to the one before, whose labels are known then. `first` makes the first round."""

    def run(vectors: Float32, labels: Int64, budgets: list[int], seed: int) -> list[Int64]:
        picked = np.empty(0, dtype=np.int64)
        rounds = []
        for budget in budgets:
            strategy = make(seed) if picked.size or first is None else first(seed)
            found = select(
                strategy, vectors, n_samples=budget - picked.size, preselected=picked, inputs=Inputs(labels=labels)
            )
            picked = np.concatenate([picked, found.rows])
            rounds.append(picked)
        return rounds

    return run


OURS: dict[str, Run] = {
    "random": at_once(lambda seed: RandomStrategy(seed=seed), nested=True),
    "auto": in_rounds(lambda seed: AutoStrategy(seed=seed, n_classes=10)),
    "diversity": at_once(lambda seed: DiversityStrategy(seed=seed), nested=True),
    "coverage": at_once(lambda seed: CoverageStrategy(seed=seed), nested=True),
    "typicality": at_once(lambda seed: TypicalityStrategy(seed=seed)),
    "cluster": at_once(lambda seed: ClusterStrategy(seed=seed)),
    "balance": at_once(lambda seed: BalanceStrategy(seed=seed)),
    "uncertainty": in_rounds(
        lambda seed: UncertaintyStrategy(seed=seed), first=lambda seed: CoverageStrategy(seed=seed)
    ),
    "uncertainty, oversample 10": in_rounds(
        lambda seed: UncertaintyStrategy(seed=seed, oversample=10), first=lambda seed: CoverageStrategy(seed=seed)
    ),
    "uncertainty_coverage": in_rounds(
        lambda seed: UncertaintyCoverageStrategy(seed=seed), first=lambda seed: CoverageStrategy(seed=seed)
    ),
    "dropquery": in_rounds(lambda seed: DropQueryStrategy(seed=seed), first=lambda seed: ClusterStrategy(seed=seed)),
    "badge": in_rounds(lambda seed: BadgeStrategy(seed=seed), first=lambda seed: CoverageStrategy(seed=seed)),
}


def mundig(vectors: Float32, labels: Int64, budgets: list[int], seed: int) -> list[Int64]:
    """lightly-mundig's diversity, which knows no seed."""
    import lightly_mundig

    del labels, seed
    selection = lightly_mundig.Selection()
    selection.add_diversifying_strategy(vectors.tolist(), 1.0)
    rows = np.array(selection.run_selection([], len(vectors), budgets[-1]), dtype=np.int64)
    return [rows[:budget] for budget in budgets]


def skactiveml_typiclust(vectors: Float32, labels: Int64, budgets: list[int], seed: int) -> list[Int64]:
    from skactiveml.pool import TypiClust

    unknown = np.full(len(labels), np.nan)
    return [TypiClust(random_state=seed).query(vectors, unknown, batch_size=budget) for budget in budgets]


def skactiveml_max_herding(vectors: Float32, labels: Int64, budgets: list[int], seed: int) -> list[Int64]:
    from skactiveml.pool import MaxHerding

    unknown = np.full(len(labels), np.nan)
    rows = MaxHerding(random_state=seed).query(vectors, unknown, batch_size=budgets[-1])
    return [rows[:budget] for budget in budgets]


def skactiveml_unc_herding(vectors: Float32, labels: Int64, budgets: list[int], seed: int) -> list[Int64]:
    """In rounds like ours, with their wrapper of the same logistic regression."""
    from skactiveml.classifier import SklearnClassifier
    from skactiveml.pool import UHerding
    from sklearn.linear_model import LogisticRegression

    known = np.full(len(labels), np.nan)
    picked = np.empty(0, dtype=np.int64)
    rounds = []
    for budget in budgets:
        classes = np.unique(labels)
        model = SklearnClassifier(LogisticRegression(C=100.0, max_iter=1000), classes=classes, random_state=seed)
        found = UHerding(random_state=seed).query(vectors, known, clf=model, batch_size=budget - picked.size)
        picked = np.concatenate([picked, found])
        known[found] = labels[found]
        rounds.append(picked)
    return rounds


PEERS: dict[str, Run] = {"lightly-mundig diversity": mundig}
if find_spec("skactiveml") is not None:
    PEERS |= {
        "scikit-activeml TypiClust": skactiveml_typiclust,
        "scikit-activeml MaxHerding": skactiveml_max_herding,
        "scikit-activeml UHerding": skactiveml_unc_herding,
    }
if find_spec("lightly_mundig") is None:
    del PEERS["lightly-mundig diversity"]


def accuracies(train: Float32, train_labels: Int64, test: Features, n_classes: int) -> tuple[float, float]:
    """Of the linear head and of 1-NN, in per cent."""
    head = fit(train.astype(np.float64), train_labels, n_classes)
    linear = head.logits(test.vectors.astype(np.float64)).argmax(axis=1)
    nearest = train_labels[(test.vectors @ train.T).argmax(axis=1)]
    return 100 * float((linear == test.labels).mean()), 100 * float((nearest == test.labels).mean())


def measure(data: str, runs: dict[str, Run], seeds: int, folder: Path | None) -> dict[str, Float64]:
    """(seeds, budgets, 2) accuracies of every run."""
    archive, held_out, n_pool = DATA[data]
    everything, test = features(archive), features(held_out)
    n_classes = int(everything.labels.max()) + 1
    budgets = [budget * n_classes for budget in BUDGETS]
    found = {name: np.empty((seeds, len(BUDGETS), 2)) for name in runs}
    for name, run in runs.items():
        kept = None if folder is None else folder / f"{data}-{name.replace(' ', '_')}-{seeds}.npy"
        if kept is not None and kept.exists():
            found[name] = np.load(kept)
            continue
        started = time.perf_counter()
        for seed in range(seeds):
            rows = np.sort(np.random.default_rng(seed).permutation(len(everything.labels))[:n_pool])
            vectors, labels = np.ascontiguousarray(everything.vectors[rows]), everything.labels[rows]
            for index, picked in enumerate(run(vectors, labels, budgets, seed)):
                found[name][seed, index] = accuracies(vectors[picked], labels[picked], test, n_classes)
        if kept is not None:
            np.save(kept, found[name])
        mean = found[name].mean(axis=0)[:, 0].round(1).tolist()
        print(data, name, mean, f"{time.perf_counter() - started:.0f} s", flush=True)
    return found


def interval(values: Float64) -> tuple[float, float]:
    """The 95 % bootstrap interval of a mean over seeds."""
    rng = np.random.default_rng(0)
    means = values[rng.integers(0, len(values), (2000, len(values)))].mean(axis=1)
    return float(np.quantile(means, 0.025)), float(np.quantile(means, 0.975))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--data", nargs="*", default=list(DATA), choices=list(DATA))
    parser.add_argument("--only", nargs="*", help="names of strategies; random always runs")
    parser.add_argument("--no-peers", action="store_true")
    parser.add_argument("--keep", type=Path, help="a folder that keeps the accuracies of every strategy")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    runs = OURS | ({} if options.no_peers else PEERS)
    if options.only:
        runs = {name: run for name, run in runs.items() if name in {"random", *options.only}}
    if options.keep:
        options.keep.mkdir(parents=True, exist_ok=True)
    ratios: dict[str, float] = {}
    figures: dict[str, float] = {"seeds": options.seeds}
    checks: dict[str, bool] = {}
    for data in options.data:
        found = measure(data, runs, options.seeds, options.keep)
        gains = {name: values - found["random"] for name, values in found.items()}
        report(data, found, gains, figures)
        low = [BUDGETS.index(budget) for budget in LOW]
        average = {name: float(values[:, low, 0].mean()) for name, values in gains.items()}
        if "auto" in gains:
            target = {"clothing": 8.0, "cifar10": 12.0}[data]
            worst = float(gains["auto"][:, :, 0].mean(axis=0).min())
            checks[f"{data}/auto gains {target:g} at 1 to 7 labels for each class"] = average["auto"] >= target
            checks[f"{data}/auto is never below random by more than 0.5"] = worst >= -0.5
            peers = [average[name] for name in PEERS if name in average]
            if peers:
                checks[f"{data}/auto is not below any peer"] = average["auto"] >= max(peers)
    print(json.dumps({"bench": "label_efficiency", "ratios": ratios, "checks": checks, "figures": figures}))


def report(data: str, found: dict[str, Float64], gains: dict[str, Float64], figures: dict[str, float]) -> None:
    """Print a table and keep its means."""
    low = [BUDGETS.index(budget) for budget in LOW]
    print(f"\n| {data} | 1 to 7 | 95 % interval | {' | '.join(map(str, BUDGETS))} | all | 1-NN, 1 to 7 |")
    print("|---|" + "---|" * (len(BUDGETS) + 4))
    print(f"| random, accuracy | {found['random'][:, low, 0].mean():.1f} | | ", end="")
    print(" | ".join(f"{value:.1f}" for value in found["random"][:, :, 0].mean(axis=0)), end=" | ")
    print(f"{found['random'][:, :, 0].mean():.1f} | {found['random'][:, low, 1].mean():.1f} |")
    for name, values in gains.items():
        if name == "random":
            continue
        mean = float(values[:, low, 0].mean())
        lower, upper = interval(values[:, low, 0].mean(axis=1))
        cells = " | ".join(f"{value:+.1f}" for value in values[:, :, 0].mean(axis=0))
        every, nearest = values[:, :, 0].mean(), values[:, low, 1].mean()
        print(f"| {name} | **{mean:+.1f}** | {lower:+.1f} to {upper:+.1f} | {cells} | {every:+.1f} | {nearest:+.1f} |")
        figures[f"{data}/{name}, points over random at 1 to 7 labels for each class"] = round(mean, 2)
    print(flush=True)


if __name__ == "__main__":
    main()
