"""LeJEPA: Provable and Scalable Self-Supervised Learning Without the Heuristics (Balestriero & LeCun 2025)."""

import torch
from torch import Tensor

from store.specs import methods as specs
from worker.pretrain.backbones import FeatureExtractor
from worker.pretrain.losses import LeJEPALoss
from worker.pretrain.methods.base import Moment, SelfSupervised, Step, Views, mlp


class LeJEPA(SelfSupervised):
    """All crops of an image agree, and projections are distributed like an isotropic Gaussian, which cannot collapse.

    No momentum encoder, no prediction head, no stop-gradient and one weight between the two terms.
    """

    def __init__(self, spec: specs.LeJEPA, backbone: FeatureExtractor) -> None:
        super().__init__(backbone)
        self.projection_head = mlp(backbone.feature_dim, spec.hidden_dim, spec.hidden_dim, spec.output_dim)
        self.loss = LeJEPALoss(weight=spec.weight, slices=spec.slices)

    def training_step(self, views: Views, moment: Moment) -> Step:
        """See SelfSupervised."""
        del moment
        global_views = self._projections(views.global_crops)
        local_views = self._projections(views.local_crops) if views.local_crops else global_views[:0]
        parts = self.loss(global_views, local_views, generator=views.generator)
        return Step(parts.pop("loss"), parts)

    def _projections(self, crops: tuple[Tensor, ...]) -> Tensor:
        """(V, B, d) of V crops of one size, in one pass."""
        projections: Tensor = self.projection_head(self.backbone(torch.cat(crops)))
        return projections.view(len(crops), -1, projections.shape[1])
