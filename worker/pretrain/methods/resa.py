"""ReSA: Clustering Properties of Self-Supervised Learning, self-assignment of the batch (Weng et al. 2025)."""

import torch
from torch import nn

from store.specs import methods as specs
from worker.pretrain.backbones import FeatureExtractor
from worker.pretrain.losses import ReSALoss
from worker.pretrain.methods.base import Moment, SelfSupervised, Step, Views, mlp
from worker.pretrain.methods.momentum import cosine_momentum, follow, momentum_copy


class ReSA(SelfSupervised):
    """Which images of a batch belong together is read from the backbone's own features, and the projections learn it.

    The first view is weakly augmented, crop and flip only: its features say best what an image is. The images that they
    find similar are positives in that measure, not only the other view of the same image.
    """

    def __init__(self, spec: specs.ReSA, backbone: FeatureExtractor) -> None:
        super().__init__(backbone)
        self.momentum, self.momentum_end = spec.momentum, spec.momentum_end
        hidden, outputs = spec.hidden_dim, spec.output_dim
        self.projection_head = mlp(
            backbone.feature_dim, hidden, hidden, outputs, final=nn.BatchNorm1d(outputs, affine=False)
        )
        self.prediction_head = mlp(outputs, hidden, outputs) if spec.predictor else nn.Identity()
        self.momentum_backbone = momentum_copy(self.backbone)
        self.momentum_projection_head = momentum_copy(self.projection_head)
        self.loss = ReSALoss(temperature=spec.temperature, epsilon=spec.epsilon)

    def training_step(self, views: Views, moment: Moment) -> Step:
        """See SelfSupervised."""
        del moment
        # One pass per view: a weak and a strong view must not share their batch statistics.
        features = [self.backbone(view) for view in views.global_crops]
        student = [self.prediction_head(self.projection_head(feature)) for feature in features]
        with torch.no_grad():
            slow_features = [self.momentum_backbone(view) for view in views.global_crops]
            teacher = [self.momentum_projection_head(feature) for feature in slow_features]
        return Step(self.loss(student, teacher, features[0].detach(), slow_features[0]))

    def after_step(self, moment: Moment) -> None:
        """Move the momentum networks towards the trained ones."""
        momentum = cosine_momentum(self.momentum, self.momentum_end, moment)
        follow(self.momentum_backbone, self.backbone, momentum=momentum)
        follow(self.momentum_projection_head, self.projection_head, momentum=momentum)
