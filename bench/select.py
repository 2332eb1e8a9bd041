"""Farthest-first selection against the literal numpy loop and against lightly-mundig: `python -m bench.select`.

All three pick the same number of rows of the same embedding in turn, several times; ratios are medians. The peer gets
its embedding before the clock starts and picks one row more, because it always starts at row 0. BLAS and the peer use
the threads that the environment gives them (OMP_NUM_THREADS, RAYON_NUM_THREADS); the literal loop, whose threads get in
each other's way on a busy machine, also runs on one thread, and its better time counts.
"""

import json
import statistics
import time
from collections.abc import Callable
from importlib.util import find_spec

import numpy as np
from threadpoolctl import threadpool_limits

from store.specs.strategies import DiversityStrategy
from worker.select import select
from worker.select.pool import Float32, Float64, Int64

REPEATS = 3
N_SAMPLES = 1000
N_CHECKED = 300
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


def measure(embeddings: Float32, *, has_mundig: bool) -> dict[str, list[float]]:
    """Wall times in seconds, everybody in turn."""
    times: dict[str, list[float]] = {"ours": [], "naive": [], "mundig": []}
    for _ in range(REPEATS):
        times["ours"].append(seconds(lambda: ours(embeddings, N_SAMPLES)))
        on_all_threads = seconds(lambda: naive(embeddings, N_SAMPLES))
        with threadpool_limits(limits=1, user_api="blas"):
            on_one_thread = seconds(lambda: naive(embeddings, N_SAMPLES))
        times["naive"].append(min(on_all_threads, on_one_thread))
        if has_mundig:
            times["mundig"].append(seconds(mundig(embeddings, N_SAMPLES)))
    return times


def main() -> None:
    cases = {
        "clustered_20k_128_k1000": clustered(20_000, 128),
        "clustered_20k_384_k1000": clustered(20_000, 384),
        "isotropic_20k_384_k1000": isotropic(20_000, 384),
    }
    has_mundig = find_spec("lightly_mundig") is not None
    ratios: dict[str, float] = {}
    figures: dict[str, float] = {"lightly_mundig_installed": int(has_mundig)}
    identical = True
    for case, embeddings in cases.items():
        times = measure(embeddings, has_mundig=has_mundig)
        medians = {name: statistics.median(values) for name, values in times.items() if values}
        for name, median in medians.items():
            figures[f"{case}/{name}_seconds"] = round(median, 4)
            if name != "ours":
                ratios[f"{case}/{name}"] = round(median / medians["ours"], 2)
        # In float64, because the float32 loop swaps rows that lie within its rounding.
        in_double = naive(embeddings.astype(np.float64), N_CHECKED)
        identical &= bool(np.array_equal(ours(embeddings, N_CHECKED), in_double))
        print(case, ", ".join(f"{name} {median:.3f} s" for name, median in medians.items()), flush=True)
    checks = {"identical_to_naive": identical}
    print(json.dumps({"bench": "select", "ratios": ratios, "checks": checks, "figures": figures}))


if __name__ == "__main__":
    main()
