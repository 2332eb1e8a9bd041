"""embed: every usable sample becomes a vector."""

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from store import checkpoints
from store.db import now
from store.embeddings import Embedding
from store.ids import new_id
from store.jobs import shards
from store.samples import Row
from store.specs.jobs import EmbedSpec
from worker.device import select_device
from worker.embed import Rows, embed
from worker.engine.context import JobContext, ShardContext, Tools
from worker.engine.sharded import Plan
from worker.images.cache import cache_side
from worker.jobs import files, pixels
from worker.jobs.embedding_quality import evaluate
from worker.jobs.embedding_rows import Part, earlier, join, stored_matrix
from worker.jobs.originals import Originals
from worker.pretrain.backbones import FeatureExtractor, build_backbone
from worker.pretrain.export import load_backbone
from worker.reporting import Reporter, UserError

_SHARD = 4096


@dataclass
class Network:
    """What embeds, and how it wants its input."""

    backbone: FeatureExtractor
    image_size: int
    source: str
    mean: tuple[float, float, float]
    std: tuple[float, float, float]


class Embed:
    """Shards embed ranges of the rows that are new; the end puts all at their positions in one matrix."""

    stage, unit = "embed", "images"

    def __init__(self) -> None:
        self._input: _Input | None = None

    def plan(self, context: JobContext) -> Plan:
        spec = _spec(context.tools)
        version = pixels.pinned_version(context, spec)
        inputs = self._inputs(context.tools, version)
        if not inputs.rows:
            raise UserError("The dataset has no usable images to embed.")
        # Whole batches, so that a shard computes the very numbers that one run over everything would.
        batches = max(1, _SHARD // spec.batch_size)
        if inputs.earlier is not None:
            taken = len(inputs.rows) - len(inputs.todo)
            context.log(f"{taken} vectors are those of {inputs.earlier.id}; {len(inputs.todo)} images are new.")
        return Plan(total=len(inputs.todo), size=batches * spec.batch_size)

    def work(self, context: ShardContext) -> dict[str, Any]:
        inputs, spec, lease = self._inputs(context.tools), _spec(context.tools), context.lease
        network = inputs.network
        cache, rows = _pixels(inputs, context, lease.start, lease.stop)
        embedded = embed(
            network.backbone,
            cache,
            image_size=network.image_size,
            batch_size=spec.batch_size,
            device=select_device(),
            reporter=context,
            rows=rows,
            mean=network.mean,
            std=network.std,
            normalise=spec.normalise,
        )
        path = context.scratch / f"shard-{lease.index}.npy"
        np.save(path, embedded.features)
        key = context.artifact_key("features.npy")
        context.blobs.put_file(key, path)
        path.unlink()
        return {"key": key}

    def finish(self, context: JobContext) -> None:
        inputs = self._inputs(context.tools)
        matrix_path = context.scratch / "embedding.npy"
        matrix = self._join(context, inputs, matrix_path)
        metrics = evaluate(matrix, inputs.rows)
        stored = files.publish(context, matrix_path)
        manifest = _manifest(context, inputs, matrix, stored, metrics)
        manifest_path = context.scratch / "manifest.json"
        manifest_path.write_text(json.dumps(manifest, indent=2))
        stored_manifest = files.publish(context, manifest_path)
        with context.succeed() as (session, result):
            embedding = Embedding(
                id=new_id("emb"),
                dataset_id=inputs.spec.dataset_id,
                dataset_version=inputs.version,
                job_id=context.job_id,
                checkpoint_id=inputs.spec.checkpoint,
                source=inputs.network.source,
                count=len(matrix),
                valid_count=manifest["valid_count"],
                dim=matrix.shape[1],
                normalised=inputs.spec.normalise,
                storage=inputs.spec.storage,
                metrics=metrics,
                blob_key=stored.key,
                manifest_key=stored_manifest.key,
                size_bytes=stored.size_bytes,
                sha256=stored.sha256,
                created_at=now(session),
            )
            session.add(embedding)
            result |= {"embedding_id": embedding.id, "metrics": metrics}
            if inputs.earlier is not None:
                result |= {"reused": {"embedding_id": inputs.earlier.id, "vectors": len(inputs.reused)}}

    def close(self) -> None:
        self._input = None

    def _inputs(self, tools: Tools, version: int | None = None) -> "_Input":
        if self._input is None:
            pinned = version or _spec(tools).dataset_version
            assert pinned is not None, "the holder pins the version before it makes shards"
            self._input = _Input(tools, pinned)
        return self._input

    def _join(self, context: JobContext, inputs: "_Input", path: Path) -> npt.NDArray[np.floating]:
        """Every vector at its sample's position."""
        with context.database.read() as session:
            done = shards.results(session, context.job_id)
        parts = []
        for shard in done:
            assert shard.result is not None
            part = files.fetch(context.blobs, shard.result["key"], context.scratch)
            parts.append(Part(shard.start, shard.stop, part))
        return join(
            path,
            inputs.rows[-1].position + 1,
            inputs.network.backbone.feature_dim,
            storage=inputs.spec.storage,
            positions=inputs.positions[inputs.todo],
            parts=parts,
            reused=inputs.reused,
            earlier=None if inputs.earlier is None else stored_matrix(context.tools, inputs.earlier),
        )


job = Embed()


class _Input:
    """What every shard needs, made when the first one asks."""

    def __init__(self, tools: Tools, version: int, spec: EmbedSpec | None = None) -> None:
        self.tools, self.version, self.spec = tools, version, spec or _spec(tools)

    @cached_property
    def rows(self) -> list[Row]:
        return pixels.ok_rows(self.tools.database, self.spec.dataset_id, self.version)

    @cached_property
    def positions(self) -> npt.NDArray[np.int64]:
        """(R,) of the rows."""
        return np.array([row.position for row in self.rows], dtype=np.int64)

    @cached_property
    def earlier(self) -> Embedding | None:
        """The embedding whose vectors are taken over."""
        if not self.spec.reuse:
            return None
        with self.tools.database.read() as session:
            return earlier(session, self.tools.job_id, self.spec, self.version)

    @cached_property
    def reused(self) -> npt.NDArray[np.int64]:
        """Positions whose vector is there, in order."""
        if self.earlier is None:
            return np.zeros(0, dtype=np.int64)
        matrix = stored_matrix(self.tools, self.earlier)
        known = self.positions[self.positions < len(matrix)]
        there = [matrix[known[at : at + _SHARD]].any(axis=1) for at in range(0, len(known), _SHARD)]
        found: npt.NDArray[np.int64] = known[np.concatenate([np.zeros(0, dtype=np.bool_), *there])]
        return found

    @cached_property
    def todo(self) -> npt.NDArray[np.int64]:
        """Which of the rows are embedded: what the shards count."""
        return np.flatnonzero(~np.isin(self.positions, self.reused))

    @cached_property
    def network(self) -> Network:
        spec = self.spec
        if spec.backbone is not None:
            size = spec.image_size or spec.backbone.default_image_size
            source = f"{spec.backbone.name}, weights {spec.backbone.weights}, seed {spec.backbone.seed}"
            backbone = build_backbone(spec.backbone, size)
            return Network(backbone, size, source, backbone.mean, backbone.std)
        assert spec.checkpoint is not None
        with self.tools.database.read() as session:
            checkpoint = checkpoints.get(session, spec.checkpoint)
        path = files.fetch(self.tools.blobs, checkpoint.blob_key, self.tools.scratch)
        loaded = load_backbone(path, image_size=spec.image_size)
        size = spec.image_size or loaded.card.image_size
        source = f"{checkpoint.backbone} with weights of your own"
        if checkpoint.epochs:
            source = f"{checkpoint.backbone} trained by {checkpoint.method} for {checkpoint.epochs} epochs"
        return Network(loaded.backbone, size, source, loaded.card.mean, loaded.card.std)


def network_of(tools: Tools, spec: EmbedSpec) -> Network:
    """The network that an embed job with this spec runs."""
    return _Input(tools, spec.dataset_version or 0, spec).network


def _spec(tools: Tools) -> EmbedSpec:
    assert isinstance(tools.spec, EmbedSpec)
    return tools.spec


def _pixels(inputs: _Input, context: ShardContext, start: int, stop: int) -> tuple[Any, Rows]:
    """The pixels of some rows: out of the whole dataset's cache if this machine has it, else decoded for this shard."""
    name, size = pixels.cache_name(inputs.spec.dataset_id, inputs.version), inputs.network.image_size
    whole = pixels.open_existing(context.settings, name=name, image_size=size)
    if whole is not None:
        return whole, inputs.todo[start:stop]
    directory = context.scratch / f"pixels-{context.lease.index}"
    some = [inputs.rows[index] for index in inputs.todo[start:stop]]
    with Originals(context.settings, context.blobs) as originals:
        cache = pixels.build(directory, originals, some, _Quiet(context), name=name, side=cache_side(size))
    return cache, range(stop - start)


class _Quiet:
    """Decoding is part of embedding a shard: it may be cancelled, but it is not counted as images embedded."""

    def __init__(self, reporter: Reporter) -> None:
        self._reporter = reporter

    def progress(self, stage: str, done: int, total: int, unit: str) -> None:
        del stage, done
        self._reporter.progress(Embed.stage, 0, total, unit)

    def metrics(self, step: int, values: dict[str, float]) -> None:
        self._reporter.metrics(step, values)

    def log(self, message: str) -> None:
        self._reporter.log(message)


def _manifest(
    context: JobContext,
    inputs: _Input,
    matrix: npt.NDArray[np.floating],
    stored: files.StoredFile,
    metrics: dict[str, float],
) -> dict[str, Any]:
    """What a reader of the matrix must know."""
    valid = sum(int(np.count_nonzero(block.any(axis=1))) for block in np.array_split(matrix, len(matrix) // 4096 + 1))
    return {
        "dataset_id": inputs.spec.dataset_id,
        "dataset_version": inputs.version,
        "job_id": context.job_id,
        "checkpoint_id": inputs.spec.checkpoint,
        "source": inputs.network.source,
        "image_size": inputs.network.image_size,
        "shape": list(matrix.shape),
        "dtype": inputs.spec.storage,
        "normalised": "l2" if inputs.spec.normalise else None,
        "rows": "row i is the sample at position i; a row of zeros has no vector",
        "valid_count": valid,
        "sha256": stored.sha256,
        "metrics": metrics,
    }
