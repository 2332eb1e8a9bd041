"""Strategies that rank samples once and take the first: `weights` and `similarity`."""

import numpy as np

from store.specs.strategies import SimilarityStrategy, WeightsStrategy
from worker.reporting import Reporter, UserError
from worker.select.inputs import describe
from worker.select.pool import Float32, Float64, Int64, Pool, Selection

_BLOCK = 4096


def pick_by_weight(spec: WeightsStrategy, pool: Pool, *, n_samples: int, reporter: Reporter) -> Selection:
    """The candidates with the largest numbers, with a negative strength the smallest; the lowest row of equals first.

    The gain of a pick is its number.
    """
    values = pool.inputs.number(spec.by, pool.rows)
    rows, gains = _ranked(pool.rows, values, spec.strength, n_samples)
    reporter.progress("select", n_samples, n_samples, "samples")
    which = "largest" if spec.strength >= 0 else "smallest"
    return Selection(rows, gains, lambda pick: f"Its {describe(spec.by)} is {gains[pick]:.5g}, among the {which}.")


def pick_similar(spec: SimilarityStrategy, pool: Pool, *, n_samples: int, reporter: Reporter) -> Selection:
    """The candidates nearest to any sample of the query, with a negative strength the farthest from all of them.

    The gain of a pick is its cosine similarity to the nearest query.
    """
    values = similarity(spec, pool, pool.rows)
    rows, gains = _ranked(pool.rows, values, spec.strength, n_samples)
    reporter.progress("select", n_samples, n_samples, "samples")
    return Selection(
        rows, gains, lambda pick: f"Its similarity to the nearest sample of the query is {gains[pick]:.3g}."
    )


def similarity(spec: SimilarityStrategy, pool: Pool, rows: Int64) -> Float64:
    """Cosine similarity of each row to the nearest sample of the query: (len(rows),) in -1..1.

    Raises UserError when no sample of the query has an embedding.
    """
    query = pool.inputs.queries[spec.query_subset or spec.query or ()]
    query = query[pool.usable[query]]
    if not query.size:
        raise UserError("No sample of the similarity query has an embedding.")
    queries = pool.lattice[query]
    found = np.empty(rows.size)
    for start in range(0, rows.size, _BLOCK):
        part = slice(start, start + _BLOCK)
        found[part] = (pool.lattice[rows[part]] @ queries.T).max(axis=1)
    return np.clip(found / pool.lattice.one, -1.0, 1.0)


def _ranked(rows: Int64, values: Float64, strength: float, n_samples: int) -> tuple[Int64, Float32]:
    order = np.argsort(-values if strength >= 0 else values, kind="stable")[:n_samples]
    return rows[order], values[order].astype(np.float32)
