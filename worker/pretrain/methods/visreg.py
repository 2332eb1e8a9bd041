"""VISReg: Variance-Invariance-Sketching Regularization (Wu et al. 2026)."""

import torch
from torch import Tensor, nn

from store.specs import methods as specs
from worker.pretrain.backbones import FeatureExtractor
from worker.pretrain.losses import VISRegLoss
from worker.pretrain.methods.base import Moment, SelfSupervised, Step, Views, mlp


class VISReg(SelfSupervised):
    """LeJEPA whose Gaussian is asked for in three separate terms: centre, scale and shape of the projections.

    The term of the scale still pulls when everything has collapsed to a point, where characteristic functions are flat.
    """

    def __init__(self, spec: specs.VISReg, backbone: FeatureExtractor) -> None:
        super().__init__(backbone)
        self.projection_head = mlp(
            backbone.feature_dim, spec.hidden_dim, spec.hidden_dim, spec.output_dim, activation=nn.GELU
        )
        self.loss = VISRegLoss(
            weight=spec.weight,
            slices=spec.slices,
            scale_weight=spec.scale_weight,
            shape_weight=spec.shape_weight,
            center_weight=spec.center_weight,
        )

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
