"""Distillation without labels: a student sees images the way a teacher does (after SEED, Fang et al. 2021)."""

from collections.abc import Mapping
from typing import Any, Self

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from store.specs import methods as specs
from worker.pretrain.backbones import FeatureExtractor
from worker.pretrain.losses.gather import gather
from worker.pretrain.losses.memory_bank import MemoryBank
from worker.pretrain.methods.base import Moment, SelfSupervised, Step, Views

_TEACHER = "teacher."


class Distillation(SelfSupervised):
    """A student, a linear layer into the teacher's space, and a queue of what the teacher said of earlier images.

    The embeddings of the batch enter the queue before the comparison, so that every image finds itself there. The
    teacher never changes, so the state dict leaves it out.
    """

    def __init__(
        self, spec: specs.Distillation, backbone: FeatureExtractor, teacher: FeatureExtractor, *, queue_size: int
    ) -> None:
        super().__init__(backbone)
        self.temperature, self.mixup = spec.temperature, spec.mixup
        self.teacher = teacher.requires_grad_(False).eval()
        self.projection = nn.Linear(backbone.feature_dim, teacher.feature_dim)
        self.queue = MemoryBank(queue_size, teacher.feature_dim)
        self._rescale = _between(backbone, teacher)
        self.register_state_dict_post_hook(_without_teacher)  # type: ignore[no-untyped-call]
        self.register_load_state_dict_pre_hook(_with_own_teacher)  # type: ignore[no-untyped-call]

    def training_step(self, views: Views, moment: Moment) -> Step:
        """See SelfSupervised."""
        del moment
        (images,) = views.global_crops
        if self.mixup:
            images = blend(images, views.generator)
        student = self.projection(self.backbone(images))
        with torch.no_grad():
            teacher = self.teacher(self._as_teacher_wants(images))
        with torch.autocast(student.device.type, enabled=False):
            student, teacher = F.normalize(student.float(), dim=1), F.normalize(teacher.float(), dim=1)
            self.queue.enqueue(gather(teacher)[-len(self.queue.keys) :])
            return Step(queue_divergence(student, teacher, self.queue.keys, temperature=self.temperature))

    def train(self, mode: bool = True) -> Self:
        """See torch; the teacher stays in evaluation mode."""
        super().train(mode)
        self.teacher.eval()
        return self

    def _as_teacher_wants(self, images: Tensor) -> Tensor:
        if self._rescale is None:
            return images
        scale, shift = (torch.tensor(values, device=images.device)[:, None, None] for values in self._rescale)
        return images * scale + shift


def queue_divergence(student: Tensor, teacher: Tensor, queue: Tensor, *, temperature: float) -> Tensor:
    """How differently student and teacher, unit vectors (B, D), see themselves among a queue (K, D): a scalar.

    The mean Kullback-Leibler divergence of softmax(student queue / temperature) from that of the teacher.
    """
    expected = (teacher @ queue.T / temperature).log_softmax(dim=1)
    seen = (student @ queue.T / temperature).log_softmax(dim=1)
    return F.kl_div(seen, expected, reduction="batchmean", log_target=True)


def blend(images: Tensor, generator: torch.Generator | None) -> Tensor:
    """Every image blended with another one of the batch, by one random share (mixup, Zhang et al. 2018)."""
    share = torch.rand((), generator=generator).to(images.device)
    others = torch.randperm(len(images), generator=generator).to(images.device)
    return torch.lerp(images[others], images, share)


def _between(student: FeatureExtractor, teacher: FeatureExtractor) -> tuple[list[float], list[float]] | None:
    """(scale, shift) from the student's normalised pixels to the teacher's; None when they are the same."""
    if (student.mean, student.std) == (teacher.mean, teacher.std):
        return None
    channels = zip(student.mean, student.std, teacher.mean, teacher.std, strict=True)
    pairs = [(std / to_std, (mean - to_mean) / to_std) for mean, std, to_mean, to_std in channels]
    return [scale for scale, _ in pairs], [shift for _, shift in pairs]


def _without_teacher(module: nn.Module, state: dict[str, Any], prefix: str, metadata: Mapping[str, Any]) -> None:
    del module, metadata
    for key in [key for key in state if key.startswith(prefix + _TEACHER)]:
        del state[key]


def _with_own_teacher(module: nn.Module, state: dict[str, Any], prefix: str, *_: Any) -> None:
    assert isinstance(module, Distillation)
    state.update({prefix + _TEACHER + key: value for key, value in module.teacher.state_dict().items()})
