"""Where a run starts: the backbone with its first weights, and the method around it."""

from collections.abc import Callable
from pathlib import Path

from store.specs.methods import Distillation, Teacher
from store.specs.recipes import CompleteTrainSpec
from worker.pretrain.backbones import FeatureExtractor, build_backbone
from worker.pretrain.export import LoadedBackbone, load_backbone
from worker.pretrain.methods import SelfSupervised, build_method
from worker.reporting import UserError

OpenCheckpoint = Callable[[str], Path]
"""From the id of a checkpoint to its file, one that `save_backbone` wrote."""


def build_module(
    spec: CompleteTrainSpec, *, checkpoints: OpenCheckpoint | None = None, n_images: int
) -> SelfSupervised:
    """The module that a run of `spec` over `n_images` images trains, as it is before the first step, on the CPU.

    Raises UserError when initial weights do not fit or cannot be had.
    """
    teacher = _teacher(spec.method.teacher, spec, checkpoints) if isinstance(spec.method, Distillation) else None
    return build_method(spec.method, _backbone(spec, checkpoints), seed=spec.seed, teacher=teacher, n_images=n_images)


def _backbone(spec: CompleteTrainSpec, checkpoints: OpenCheckpoint | None) -> FeatureExtractor:
    if spec.init_from is None:
        backbone = build_backbone(spec.backbone, spec.image_size)
    else:
        loaded = _load(spec.init_from, spec, checkpoints)
        difference = spec.backbone.difference(loaded.card.backbone, loaded.card.stem, spec.image_size)
        if difference is not None:
            raise UserError(f"The checkpoint {spec.init_from} of init_from {difference}")
        backbone = loaded.backbone.train()
    if spec.freeze:
        groups = len(backbone.layer_groups())
        if spec.freeze >= groups:
            raise UserError(
                f"freeze is {spec.freeze}, but {spec.backbone.name} has only {groups} layers to freeze or train: "
                f"take {groups - 1} or less"
            )
        backbone.freeze(spec.freeze)
    return backbone


def _teacher(teacher: Teacher, spec: CompleteTrainSpec, checkpoints: OpenCheckpoint | None) -> FeatureExtractor:
    """The network to imitate, built for the size of the views."""
    if teacher.checkpoint is not None:
        return _load(teacher.checkpoint, spec, checkpoints).backbone
    assert teacher.backbone is not None
    return build_backbone(teacher.backbone, spec.image_size)


def _load(checkpoint: str, spec: CompleteTrainSpec, checkpoints: OpenCheckpoint | None) -> LoadedBackbone:
    if checkpoints is None:
        raise UserError(f"the job names the checkpoint {checkpoint}, but there is nothing to open it with")
    return load_backbone(checkpoints(checkpoint), image_size=spec.image_size)
