"""MMCR: Efficient Coding of Natural Images with Maximum Manifold Capacity Representations (Yerxa et al. 2023)."""

import torch
import torch.nn.functional as F

from store.specs import methods as specs
from worker.pretrain.backbones import FeatureExtractor
from worker.pretrain.losses import MMCRLoss
from worker.pretrain.methods.base import Moment, SelfSupervised, Step, Views, mlp
from worker.pretrain.methods.momentum import cosine_momentum, follow, momentum_copy


class MMCR(SelfSupervised):
    """The centroids of the views of the images of a batch span as much room as they can.

    A centroid is long only when its views agree, so that the one term asks for agreement and for diversity.
    """

    def __init__(self, spec: specs.MMCR, backbone: FeatureExtractor) -> None:
        super().__init__(backbone)
        self.momentum, self.momentum_end = spec.momentum, spec.momentum_end
        self.projection_head = mlp(backbone.feature_dim, spec.hidden_dim, spec.hidden_dim, spec.output_dim)
        self.momentum_encoder = momentum_copy(self.backbone, self.projection_head)
        self.loss = MMCRLoss(compression_weight=spec.compression_weight)

    def training_step(self, views: Views, moment: Moment) -> Step:
        """See SelfSupervised."""
        del moment
        trained = [self.projection_head(self.backbone(view)) for view in views.global_crops]
        with torch.no_grad():
            slow = [self.momentum_encoder(view) for view in views.global_crops]
        return Step(self.loss(F.normalize(torch.stack([*trained, *slow], dim=1).float(), dim=2)))

    def after_step(self, moment: Moment) -> None:
        """Move the momentum encoder towards the trained one."""
        momentum = cosine_momentum(self.momentum, self.momentum_end, moment)
        follow(self.momentum_encoder, self.backbone, self.projection_head, momentum=momentum)
