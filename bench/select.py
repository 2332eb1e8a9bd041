"""Selection against the literal numpy loop, lightly-mundig and scikit-activeml: `python -m bench.select`.

Farthest-first, the exact k-center greedy, and kernel coverage, whose objective is compared with that of dense greedy.
`--large` adds a million rows, `--full` also what takes minutes.

All three pick the same number of rows of the same embedding in turn, several times; ratios are medians. The peer gets
its embedding before the clock starts and picks one row more, because it always starts at row 0. BLAS and the peer use
the threads that the environment gives them (OMP_NUM_THREADS, RAYON_NUM_THREADS); the literal loop, whose threads get in
each other's way on a busy machine, also runs on one thread, and its better time counts.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from unittest.mock import patch

import numpy as np
from threadpoolctl import threadpool_limits

from store.specs.strategies import CoverageStrategy, DiversityStrategy
from worker.select import select
from worker.select.pool import Float32, Float64, Int64

REPEATS = 3
N_SAMPLES = 1000
N_CHECKED = 300
SIGMA = 0.7
START = np.zeros(1, dtype=np.int64)  # everybody starts at row 0


def clustered(n_rows: int, dim: int, *, n_clusters: int = 200) -> Float32:
    """Unit vectors in clusters of very different size and width, like the embedding of a real collection."""
    rng = np.random.default_rng(0)
    sizes = np.arange(1, n_clusters + 1) ** -1.2
    cluster = rng.choice(n_clusters, size=n_rows, p=sizes / sizes.sum())
    width = rng.uniform(0.1, 0.8, size=n_clusters)[cluster, None]
    return unit(rng.standard_normal((n_clusters, dim))[cluster] + width * rng.standard_normal((n_rows, dim)))


def isotropic(n_rows: int, dim: int) -> Float32:
    """Unit vectors without any structure: the hardest case, where nothing can be skipped for being near."""
    return unit(np.random.default_rng(0).standard_normal((n_rows, dim)))


def unit(vectors: Float64) -> Float32:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / lengths, dtype=np.float32)


def ours(embeddings: Float32, n_samples: int) -> Int64:
    return select(DiversityStrategy(), embeddings, n_samples=n_samples, preselected=START).rows


def naive(embeddings: Float32 | Float64, n_samples: int) -> Int64:
    """One matrix-vector product over all rows per pick: the textbook loop, written as fast as numpy allows."""
    norms = np.einsum("ij,ij->i", embeddings, embeddings)
    nearest = np.full_like(norms, np.inf)
    picks = [0]
    for _ in range(n_samples):
        squared = embeddings @ embeddings[picks[-1]]
        squared *= -2.0
        squared += norms
        squared += norms[picks[-1]]
        np.minimum(nearest, squared, out=nearest)
        nearest[picks[-1]] = -1.0
        picks.append(int(nearest.argmax()))
    return np.array(picks[1:], dtype=np.int64)


def mundig(embeddings: Float32, n_samples: int) -> Callable[[], object]:
    """The peer with its data loaded, ready to run once."""
    import lightly_mundig

    selection = lightly_mundig.Selection()
    selection.add_diversifying_strategy(embeddings.tolist(), 1.0)
    return lambda: selection.run_selection([], len(embeddings), n_samples + 1)


def seconds(run: Callable[[], object]) -> float:
    started = time.perf_counter()
    run()
    return time.perf_counter() - started


def measure(embeddings: Float32, *, has_mundig: bool, repeats: int) -> dict[str, list[float]]:
    """Wall times in seconds, everybody in turn."""
    times: dict[str, list[float]] = {"ours": [], "naive": [], "mundig": []}
    for _ in range(repeats):
        times["ours"].append(seconds(lambda: ours(embeddings, N_SAMPLES)))
        on_all_threads = seconds(lambda: naive(embeddings, N_SAMPLES))
        with threadpool_limits(limits=1, user_api="blas"):
            on_one_thread = seconds(lambda: naive(embeddings, N_SAMPLES))
        times["naive"].append(min(on_all_threads, on_one_thread))
        if has_mundig:
            times["mundig"].append(seconds(mundig(embeddings, N_SAMPLES)))
    return times


def passes(embeddings: Float32, n_samples: int) -> float:
    """How many times an average row meets the picks: rows brought up to date, over all rows."""
    from worker.select import frontier

    n_applied = [0]
    apply = frontier.Frontier._apply  # noqa: SLF001 - what is counted is the work, and that is nobody's interface

    def counted(self: frontier.Frontier, centres: Float32, norms: Float32, begin: int, rows: Int64) -> None:
        if len(self.bounds) == len(embeddings):
            n_applied[0] += rows.size
        apply(self, centres, norms, begin, rows)

    with patch.object(frontier.Frontier, "_apply", counted):
        ours(embeddings, n_samples)
    return n_applied[0] / len(embeddings)


def coverage_objective(embeddings: Float32, rows: Int64, sigma: float) -> float:
    """The mean kernel value of a row with its nearest pick, in float64."""
    points = embeddings.astype(np.float64)
    squared = np.maximum(2.0 - 2.0 * points @ points[rows].T, 0.0)
    return float(np.exp(-squared.min(axis=1) / sigma**2).mean())


def dense_greedy(embeddings: Float32, n_samples: int, sigma: float) -> Int64:
    """Facility location with the whole kernel matrix, one look at every row for every pick."""
    points = embeddings.astype(np.float64)
    kernel = np.exp(-np.maximum(2.0 - 2.0 * points @ points.T, 0.0) / sigma**2).astype(np.float32)
    covered = np.zeros(len(points), dtype=np.float32)
    picks: list[int] = []
    for _ in range(n_samples):
        gains = np.empty(len(points))
        for start in range(0, len(points), 500):
            part = kernel[start : start + 500]
            gains[start : start + 500] = np.maximum(part - covered, 0.0).sum(axis=1)
        picks.append(int(gains.argmax()))
        covered = np.maximum(covered, kernel[picks[-1]])
    return np.array(picks)


def max_herding(embeddings: Float32, n_samples: int) -> Int64:
    """scikit-activeml's, with its default kernel."""
    from skactiveml.pool import MaxHerding

    rows: Int64 = MaxHerding(random_state=0).query(embeddings, np.full(len(embeddings), np.nan), batch_size=n_samples)
    return rows


def coverage(figures: dict[str, float], ratios: dict[str, float], checks: dict[str, bool]) -> None:
    """Kernel coverage: its objective on 5,000 rows, and its speed."""
    small = clustered(5000, 128)
    spec = CoverageStrategy(sigma=SIGMA, centre=False)
    rows = select(spec, small, n_samples=100).rows
    reached = coverage_objective(small, rows, SIGMA) / coverage_objective(small, dense_greedy(small, 100, SIGMA), SIGMA)
    figures["coverage_5k_128_k100/objective over that of dense greedy"] = round(reached, 5)
    checks["coverage reaches 0.99 of dense greedy"] = reached >= 0.99
    large = clustered(100_000, 512)
    figures["coverage_100k_512_k1000/ours_seconds"] = round(seconds(lambda: select(spec, large, n_samples=1000)), 2)
    if find_spec("skactiveml") is not None:
        theirs = seconds(lambda: max_herding(small, 100))
        mine = statistics.median(seconds(lambda: select(spec, small, n_samples=100)) for _ in range(REPEATS))
        figures["coverage_5k_128_k100/skactiveml_seconds"] = round(theirs, 3)
        figures["coverage_5k_128_k100/ours_seconds"] = round(mine, 4)
        ratios["coverage_5k_128_k100/skactiveml"] = round(theirs / mine, 2)
    print("coverage", {name: value for name, value in figures.items() if name.startswith("coverage")}, flush=True)


def scaling(figures: dict[str, float], sizes: list[int]) -> None:
    """Farthest-first over the number of rows."""
    print("| rows | seconds per pick | passes over the rows | per pick and million rows |")
    print("|---|---|---|---|")
    for n_rows in sizes:
        embeddings = clustered(n_rows, 128)
        each = seconds(lambda data=embeddings: ours(data, N_SAMPLES)) / N_SAMPLES  # type: ignore[misc]
        seen = passes(embeddings, N_SAMPLES)
        figures[f"farthest_first_{n_rows}_128_k1000/seconds_per_pick"] = round(each, 6)
        figures[f"farthest_first_{n_rows}_128_k1000/passes"] = round(seen, 2)
        print(f"| {n_rows:,} | {each:.5f} | {seen:.1f} | {each / n_rows * 1e6:.4f} |", flush=True)


def million(figures: dict[str, float], checks: dict[str, bool]) -> None:
    """Peak memory of a million rows, in a process of its own that maps the matrix from a file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "million.npy"
        stored = np.lib.format.open_memmap(path, "w+", np.float32, (1_000_000, 128))
        for start in range(0, 1_000_000, 100_000):
            stored[start : start + 100_000] = clustered(100_000, 128)[np.random.default_rng(start).permutation(100_000)]
            noise = np.random.default_rng(start + 1).standard_normal((100_000, 128)) * 0.02
            stored[start : start + 100_000] = unit(stored[start : start + 100_000] + noise)
        stored.flush()
        code = (
            "import json, resource, sys, time, numpy as np\n"
            "from bench.select import ours\n"
            "data = np.load(sys.argv[1])\n"
            "started = time.perf_counter()\n"
            "ours(data, 1000)\n"
            "took = time.perf_counter() - started\n"
            "peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024\n"
            "print(json.dumps([took, peak, data.nbytes]))\n"
        )
        done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    took, peak, size = json.loads(done.stdout)
    figures["million_128_k1000/seconds"] = round(took, 2)
    figures["million_128_k1000/peak memory over the matrix"] = round(peak / size, 3)
    checks["a million rows stay below 2.5 times the matrix"] = peak < 2.5 * size
    print(f"million: {took:.1f} s, {peak / size:.2f} times the matrix", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--large", action="store_true", help="a million rows as well")
    parser.add_argument("--full", action="store_true", help="100,000 x 512 against the peers, which takes minutes")
    parser.add_argument("--repeats", type=int, default=REPEATS)
    options = parser.parse_args()
    cases: dict[str, Callable[[], Float32]] = {
        "clustered_20k_128_k1000": lambda: clustered(20_000, 128),
        "clustered_20k_384_k1000": lambda: clustered(20_000, 384),
        "isotropic_20k_384_k1000": lambda: isotropic(20_000, 384),
    }
    if options.full:
        cases = {"clustered_100k_512_k1000": lambda: clustered(100_000, 512), **cases}
    has_mundig = find_spec("lightly_mundig") is not None
    ratios: dict[str, float] = {}
    figures: dict[str, float] = {"lightly_mundig_installed": int(has_mundig)}
    checks: dict[str, bool] = {}
    identical = True
    for case, make in cases.items():
        embeddings = make()
        times = measure(embeddings, has_mundig=has_mundig, repeats=options.repeats)
        medians = {name: statistics.median(values) for name, values in times.items() if values}
        for name, median in medians.items():
            figures[f"{case}/{name}_seconds"] = round(median, 4)
            if name != "ours":
                ratios[f"{case}/{name}"] = round(median / medians["ours"], 2)
        if len(embeddings) <= 20_000:
            # In float64, because the float32 loop swaps rows that lie within its rounding.
            in_double = naive(embeddings.astype(np.float64), N_CHECKED)
            identical &= bool(np.array_equal(ours(embeddings, N_CHECKED), in_double))
        print(case, ", ".join(f"{name} {median:.3f} s" for name, median in medians.items()), flush=True)
    checks["identical_to_naive"] = identical
    coverage(figures, ratios, checks)
    scaling(figures, [10_000, 100_000, *([1_000_000] if options.large else [])])
    if options.large:
        million(figures, checks)
    print(json.dumps({"bench": "select", "ratios": ratios, "checks": checks, "figures": figures}))


if __name__ == "__main__":
    main()
