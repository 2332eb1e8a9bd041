"""DropQuery: what flips when features are dropped, then clustered (Gupte et al., TMLR 2024)."""

import math

import numpy as np

from store.specs.strategies import ClusterStrategy, DropQueryStrategy
from worker.reporting import Reporter
from worker.select import probe
from worker.select.pool import Float64, Pool, Selection
from worker.select.typicality import pick_medoids

_BLOCK = 4096


def flips(spec: DropQueryStrategy, pool: Pool, reporter: Reporter) -> Float64:
    """How often the prediction for each candidate changes when features are dropped: (M,) of 0..n_dropout."""
    model = probe.train(pool)
    rng = np.random.default_rng(spec.seed)
    rows = pool.rows
    found = np.zeros(rows.size)
    for start in range(0, rows.size, _BLOCK):
        reporter.progress("probe", start, rows.size, "samples")
        part = slice(start, start + _BLOCK)
        vectors = probe.unit_vectors(pool, rows[part])
        sure = np.round(model.logits(vectors), 9).argmax(axis=1)
        for _ in range(spec.n_dropout):
            kept = rng.random(vectors.shape) >= spec.p
            logits = np.round(model.logits(vectors * kept / (1.0 - spec.p)), 9)
            found[part] += logits.argmax(axis=1) != sure
    return found


def pick_dropquery(spec: DropQueryStrategy, pool: Pool, *, n_samples: int, reporter: Reporter) -> Selection:
    """The medoids of clusters of the samples that flip in most passes.

    When these are fewer than `candidate_factor` for each pick, fewer flips are enough, down to none.
    """
    rows, flipped = pool.rows, flips(spec, pool, reporter)
    wanted = min(rows.size, math.ceil(spec.candidate_factor * n_samples))
    needed = spec.n_dropout // 2 + 1
    while np.count_nonzero(flipped >= needed) < wanted:
        needed -= 1
    unsure = np.zeros(len(pool.embeddings), dtype=np.bool_)
    unsure[rows[flipped >= needed]] = True
    # Without the preselected: what is unsure counts, wherever labels are.
    inner = pool.only(unsure)
    selection = pick_medoids(
        ClusterStrategy(seed=spec.seed), inner.forgetting_preselected(), n_samples=n_samples, reporter=reporter
    )
    often = dict(zip(rows.tolist(), flipped.astype(int).tolist(), strict=True))
    picked = selection.rows
    return Selection(
        rows=picked,
        gains=selection.gains,
        explain=lambda pick: (
            f"Its prediction flips in {often[int(picked[pick])]} of {spec.n_dropout} passes with dropped features; "
            "the centre of its cluster of such samples."
        ),
    )
