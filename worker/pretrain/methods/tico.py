"""TiCo: Transformation Invariance and Covariance Contrast (Zhu et al. 2022)."""

import torch

from store.specs import methods as specs
from worker.pretrain.backbones import FeatureExtractor
from worker.pretrain.losses import TiCoLoss
from worker.pretrain.methods.base import Moment, SelfSupervised, Step, Views, mlp
from worker.pretrain.methods.momentum import cosine_momentum, follow, momentum_copy


class TiCo(SelfSupervised):
    """Views agree with a momentum encoder's, and projections keep away from the directions that are used most.

    The running covariance stands for the negatives of a memory bank, at the price of one (d, d) matrix.
    """

    def __init__(self, spec: specs.TiCo, backbone: FeatureExtractor) -> None:
        super().__init__(backbone)
        self.momentum, self.momentum_end = spec.momentum, spec.momentum_end
        self.projection_head = mlp(backbone.feature_dim, spec.hidden_dim, spec.output_dim)
        self.momentum_encoder = momentum_copy(self.backbone, self.projection_head)
        self.loss = TiCoLoss(
            spec.output_dim, covariance_momentum=spec.covariance_momentum, contrast_weight=spec.contrast_weight
        )

    def training_step(self, views: Views, moment: Moment) -> Step:
        """See SelfSupervised."""
        del moment
        trained_view, momentum_view = views.global_crops
        with torch.no_grad():
            target = self.momentum_encoder(momentum_view)
        return Step(self.loss(self.projection_head(self.backbone(trained_view)), target))

    def after_step(self, moment: Moment) -> None:
        """Move the momentum encoder towards the trained one."""
        momentum = cosine_momentum(self.momentum, self.momentum_end, moment)
        follow(self.momentum_encoder, self.backbone, self.projection_head, momentum=momentum)
