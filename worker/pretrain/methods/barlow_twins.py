"""Barlow Twins: Self-Supervised Learning via Redundancy Reduction (Zbontar et al. 2021)."""

from store.specs import methods as specs
from worker.pretrain.backbones import FeatureExtractor
from worker.pretrain.losses import BarlowTwinsLoss
from worker.pretrain.methods.base import Moment, SelfSupervised, Step, Views, mlp


class BarlowTwins(SelfSupervised):
    """Every dimension of the projection agrees between the views and is uncorrelated with all others."""

    def __init__(self, spec: specs.BarlowTwins, backbone: FeatureExtractor) -> None:
        super().__init__(backbone)
        self.projection_head = mlp(backbone.feature_dim, spec.hidden_dim, spec.hidden_dim, spec.output_dim)
        self.loss = BarlowTwinsLoss(redundancy_weight=spec.redundancy_weight)

    def training_step(self, views: Views, moment: Moment) -> Step:
        """See SelfSupervised."""
        del moment
        view_a, view_b = (self.projection_head(self.backbone(view)) for view in views.global_crops)
        return Step(self.loss(view_a, view_b))
