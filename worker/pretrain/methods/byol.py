"""BYOL: Bootstrap Your Own Latent (Grill et al. 2020)."""

import torch

from store.specs import methods as specs
from worker.pretrain.backbones import FeatureExtractor
from worker.pretrain.losses import negative_cosine_similarity
from worker.pretrain.methods.base import Moment, SelfSupervised, Step, Views, mlp
from worker.pretrain.methods.momentum import cosine_momentum, follow, momentum_copy


class BYOL(SelfSupervised):
    """Each view's prediction head guesses what a momentum encoder makes of the other view. No negatives."""

    def __init__(self, spec: specs.BYOL, backbone: FeatureExtractor) -> None:
        super().__init__(backbone)
        self.momentum, self.momentum_end = spec.momentum, spec.momentum_end
        self.projection_head = mlp(backbone.feature_dim, spec.hidden_dim, spec.output_dim)
        self.prediction_head = mlp(spec.output_dim, spec.hidden_dim, spec.output_dim)
        self.momentum_encoder = momentum_copy(self.backbone, self.projection_head)

    def training_step(self, views: Views, moment: Moment) -> Step:
        """See SelfSupervised."""
        del moment
        predictions = [self.prediction_head(self.projection_head(self.backbone(view))) for view in views.global_crops]
        with torch.no_grad():
            targets = [self.momentum_encoder(view) for view in views.global_crops]
        # Squared distances of unit vectors, summed over both directions, not averaged: the paper's learning
        # rates are made for that.
        losses = [2 + 2 * negative_cosine_similarity(predictions[i], targets[1 - i]) for i in (0, 1)]
        return Step(torch.stack(losses).sum())

    def after_step(self, moment: Moment) -> None:
        """Move the momentum encoder towards the trained one."""
        momentum = cosine_momentum(self.momentum, self.momentum_end, moment)
        follow(self.momentum_encoder, self.backbone, self.projection_head, momentum=momentum)
