"""evaluate: how good is an embedding, by labels, and has training helped?"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy.orm import Session

from store import annotations, checkpoints, embeddings, samples, subsets
from store.embeddings import Embedding
from store.errors import NotFound
from store.jobs import control
from store.samples import Row
from store.specs.backbones import OWN_RESNETS, BackboneWeights
from store.specs.evaluation import EvaluateSpec
from worker.device import select_device
from worker.embed import embed
from worker.engine.context import JobContext
from worker.evaluate import Verdict, embedding_std, judge, knn_test_accuracy, linear_accuracy, rank_me, split_rows
from worker.images.cache import PixelCache, cache_side
from worker.jobs import files, matrices, pixels
from worker.jobs.originals import Originals
from worker.pretrain.backbones import FeatureExtractor, build_backbone
from worker.pretrain.export import BackboneCard, load_backbone
from worker.reporting import UserError

_TEST_FRACTION = 0.2

Int64 = npt.NDArray[np.int64]
Float32 = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Examination:
    """The samples that are asked about, the same ones for every network."""

    positions: Int64
    labels: list[str]
    train: Int64
    """Rows of `positions` that are learnt from."""
    test: Int64


def job(context: JobContext) -> None:
    """Measure the embedding, then what it is compared with, and store both."""
    spec = context.spec
    assert isinstance(spec, EvaluateSpec)
    with context.database.read() as session:
        embedding = embeddings.get(session, spec.embedding)
    matrix = matrices.load(context, embedding)
    with context.database.read() as session:
        examination = _examination(session, spec, embedding, matrix)
    context.progress("evaluate", 0, 1, "embeddings")
    metrics = _measure(spec, examination, _unit(np.asarray(matrix[examination.positions])))
    context.progress("evaluate", 1, 1, "embeddings")
    baselines = _baselines(context, spec, embedding, examination) if spec.compare else {}
    verdict = _verdict(metrics, baselines, len(examination.test))
    if verdict is not None:
        context.log(verdict.text)
    with context.succeed() as (session, result):
        stored = embeddings.get(session, embedding.id)
        stored.metrics = {**stored.metrics, **{f"test_{name}": value for name, value in metrics.items()}}
        result |= {
            "embedding_id": embedding.id,
            "labels": spec.labels,
            "classes": len(set(examination.labels)),
            "train_samples": len(examination.train),
            "test_samples": len(examination.test),
            "metrics": metrics,
            "baselines": baselines,
            "verdict": None if verdict is None else verdict.as_json(),
        }


def _examination(session: Session, spec: EvaluateSpec, embedding: Embedding, matrix: Float32) -> Examination:
    labels = {
        position: label
        for position, label in _labels(session, spec, embedding)
        if position < len(matrix) and matrix[position].any()
    }
    if len(set(labels.values())) < 2:
        where = "the samples have no weak labels" if spec.labels is None else f"the task {spec.labels} has no labels"
        raise UserError(
            f"{where} of two classes for vectors of this embedding: add labels (docs/annotations.md), or name a "
            "classification task in `labels`"
        )
    positions = np.array(sorted(labels), dtype=np.int64)
    if len(positions) > spec.max_samples:
        chosen = np.random.default_rng(spec.seed).choice(len(positions), size=spec.max_samples, replace=False)
        positions = positions[np.sort(chosen)]
    if spec.test_subset is None:
        train, test = split_rows(len(positions), test_fraction=spec.test_fraction or _TEST_FRACTION, seed=spec.seed)
    else:
        is_test = np.isin(positions, subsets.positions(session, spec.test_subset))
        train, test = np.flatnonzero(~is_test), np.flatnonzero(is_test)
    found = [labels[position] for position in positions.tolist()]
    if len(test) == 0 or len({found[row] for row in train}) < 2:
        raise UserError(
            f"{len(train)} labelled samples are left to learn from and {len(test)} to test: both are needed, and two "
            "classes among the first; change test_fraction or test_subset"
        )
    return Examination(positions, found, train, test)


def _labels(session: Session, spec: EvaluateSpec, embedding: Embedding) -> Iterator[tuple[int, str]]:
    usable = {
        row.position: row.label for row in samples.rows(session, spec.dataset_id, embedding.dataset_version) if row.ok
    }
    if spec.labels is None:
        yield from ((position, label) for position, label in usable.items() if label is not None)
        return
    try:
        task = annotations.task(session, spec.dataset_id, spec.labels)
    except NotFound as error:
        raise UserError(str(error)) from error
    for position, objects in annotations.entries(session, task.id):
        if position in usable and (category := _category(objects)) is not None:
            yield position, category


def _category(objects: list[dict[str, Any]]) -> str | None:
    """The class that a task gives to an image; None where it names several or none."""
    if len(objects) != 1:
        return None
    (entry,) = objects
    if "category_id" in entry:
        return str(entry["category_id"])
    return str(int(np.argmax(entry["probabilities"])))


def _measure(spec: EvaluateSpec, examination: Examination, features: Float32) -> dict[str, float]:
    asked = (features, examination.labels, examination.train, examination.test)
    metrics = {
        "knn_accuracy": knn_test_accuracy(*asked, k=spec.k, temperature=spec.temperature),
        "embedding_std": embedding_std(features),
        "rank_me": rank_me(features),
    }
    if spec.linear_probe:
        metrics["linear_accuracy"] = linear_accuracy(*asked)
    return metrics


def _unit(features: Float32) -> Float32:
    """(N, D) with rows of length 1; uploaded embeddings may have any."""
    lengths = np.linalg.norm(features, axis=1, keepdims=True)
    scaled: Float32 = (features / np.where(lengths > 0, lengths, 1)).astype(np.float32)
    return scaled


def _baselines(
    context: JobContext, spec: EvaluateSpec, embedding: Embedding, examination: Examination
) -> dict[str, dict[str, float]]:
    """What the same samples give with the backbone before training, and with an untrained one where that differs."""
    if embedding.checkpoint_id is None:
        return {}
    with context.database.read() as session:
        checkpoint = checkpoints.get(session, embedding.checkpoint_id)
        init_from = control.get(session, checkpoint.job_id).spec.get("init_from")
    card = BackboneCard.model_validate(checkpoint.card)
    networks = dict(_networks(context, card, init_from))
    cache = _pixels(context, spec, embedding, examination, card)
    return {
        name: _measure(spec, examination, _embedded(context, cache, network, card.image_size))
        for name, network in networks.items()
    }


def _networks(context: JobContext, card: BackboneCard, init_from: str | None) -> Iterator[tuple[str, FeatureExtractor]]:
    built = card.backbone.model_copy(update={"stem": card.stem}) if _has_stem(card) else card.backbone
    if init_from is not None:
        path = files.fetch_checkpoint(context.tools, init_from)
        yield "initial", load_backbone(path, image_size=card.image_size).backbone
    elif built.weights is not BackboneWeights.NONE:
        yield "initial", build_backbone(built, card.image_size)
    untrained = built.model_copy(update={"weights": BackboneWeights.NONE})
    yield "untrained", build_backbone(untrained, card.image_size)


def _has_stem(card: BackboneCard) -> bool:
    return card.backbone.name in OWN_RESNETS


def _pixels(
    context: JobContext, spec: EvaluateSpec, embedding: Embedding, examination: Examination, card: BackboneCard
) -> PixelCache:
    """The pixels of the samples that are asked about."""
    wanted = set(examination.positions.tolist())
    rows: list[Row] = [
        row
        for row in pixels.ok_rows(context.database, spec.dataset_id, embedding.dataset_version)
        if row.position in wanted
    ]
    with Originals(context.settings, context.blobs) as originals:
        return pixels.build(
            context.scratch / "pixels", originals, rows, context, name="evaluate", side=cache_side(card.image_size)
        )


def _embedded(context: JobContext, cache: PixelCache, network: FeatureExtractor, image_size: int) -> Float32:
    return embed(
        network,
        cache,
        image_size=image_size,
        batch_size=256,
        device=select_device(),
        reporter=context,
        mean=network.mean,
        std=network.std,
        stage="compare",
    ).features


def _verdict(metrics: dict[str, float], baselines: dict[str, dict[str, float]], n_test: int) -> Verdict | None:
    """None for an embedding that no training of ours has made."""
    if not baselines:
        return None
    untrained = baselines["untrained"]["knn_accuracy"]
    initial = baselines.get("initial")
    return judge(
        "knn_accuracy",
        trained=metrics["knn_accuracy"],
        initial=untrained if initial is None else initial["knn_accuracy"],
        untrained=None if initial is None else untrained,
        n_samples=n_test,
    )
