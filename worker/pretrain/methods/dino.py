"""DINO: Emerging Properties in Self-Supervised Vision Transformers (Caron et al. 2021)."""

from itertools import pairwise

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from store.specs import methods as specs
from worker.pretrain.backbones import FeatureExtractor
from worker.pretrain.losses import DINOLoss
from worker.pretrain.methods.base import Moment, SelfSupervised, Step, Views
from worker.pretrain.methods.momentum import cosine_momentum, follow, momentum_copy


class DINO(SelfSupervised):
    """A student sees all crops and predicts what its own moving average, the teacher, says of the global ones.

    The teacher is kept from saying the same of all images by a centre that is subtracted, and from saying nothing
    by a low temperature.
    """

    def __init__(self, spec: specs.DINO, backbone: FeatureExtractor) -> None:
        super().__init__(backbone)
        self.spec = spec
        self.projection_head = ProjectionHead(backbone.feature_dim, spec)
        self.teacher = momentum_copy(self.backbone, self.projection_head)
        self.loss = DINOLoss(
            spec.output_dim, student_temperature=spec.temperature, center_momentum=spec.center_momentum
        )

    def training_step(self, views: Views, moment: Moment) -> Step:
        """See SelfSupervised."""
        student = [*self._logits(views.global_crops), *(self._logits(views.local_crops) if views.local_crops else ())]
        with torch.no_grad():
            teacher = self.teacher(torch.cat(views.global_crops)).chunk(len(views.global_crops))
        return Step(self.loss(student, teacher, teacher_temperature=self._teacher_temperature(moment)))

    def _logits(self, crops: tuple[Tensor, ...]) -> tuple[Tensor, ...]:
        """(B, K) of every crop; crops of one size go through the network in one pass."""
        logits: Tensor = self.projection_head(self.backbone(torch.cat(crops)))
        return logits.chunk(len(crops))

    def _teacher_temperature(self, moment: Moment) -> float:
        """A straight line up during the warm-up: a teacher that is too sure too early collapses."""
        start, end = self.spec.teacher_temperature_start, self.spec.teacher_temperature
        warmup = self.spec.teacher_temperature_warmup
        share = min(1.0, moment.progress / warmup) if warmup else 1.0
        return start + (end - start) * share

    def before_step(self, moment: Moment) -> None:
        """Keep the last layer still at first, which stabilises the start."""
        if moment.epoch < self.spec.freeze_last_layer_epochs:
            self.projection_head.prototypes.grad = None

    def after_step(self, moment: Moment) -> None:
        """Move the teacher towards the student."""
        momentum = cosine_momentum(self.spec.momentum, self.spec.momentum_end, moment)
        follow(self.teacher, self.backbone, self.projection_head, momentum=momentum)


class ProjectionHead(nn.Module):
    """(B, D) features to (B, K) logits: a perceptron, a bottleneck of unit length, cosines with K unit prototypes."""

    def __init__(self, feature_dim: int, spec: specs.DINO) -> None:
        super().__init__()
        widths = [feature_dim, spec.hidden_dim, spec.hidden_dim]
        layers: list[nn.Module] = []
        for inputs, outputs in pairwise(widths):
            layers.append(nn.Linear(inputs, outputs, bias=not spec.batch_norm))
            layers += [nn.BatchNorm1d(outputs), nn.GELU()] if spec.batch_norm else [nn.GELU()]
        self.layers = nn.Sequential(*layers, nn.Linear(spec.hidden_dim, spec.bottleneck_dim))
        self.prototypes = nn.Parameter(torch.empty(spec.output_dim, spec.bottleneck_dim))
        for module in self.layers:
            if isinstance(module, nn.Linear):
                _initialise(module.weight)
        _initialise(self.prototypes)

    def forward(self, features: Tensor) -> Tensor:
        bottleneck = self.layers(features)
        with torch.autocast(bottleneck.device.type, enabled=False):
            return F.normalize(bottleneck.float(), dim=1) @ F.normalize(self.prototypes, dim=1).T


def _initialise(weight: Tensor) -> None:
    nn.init.trunc_normal_(weight, std=0.02)
