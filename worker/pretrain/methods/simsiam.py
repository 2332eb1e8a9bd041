"""SimSiam: Exploring Simple Siamese Representation Learning (Chen & He 2021)."""

import torch
from torch import nn

from store.specs import methods as specs
from worker.pretrain.backbones import FeatureExtractor
from worker.pretrain.losses import negative_cosine_similarity
from worker.pretrain.methods.base import Moment, SelfSupervised, Step, Views, mlp


class SimSiam(SelfSupervised):
    """Each view's prediction head guesses the projection of the other view, which gets no gradient.

    Nothing else keeps it from collapsing: no negatives, no momentum encoder.
    """

    def __init__(self, spec: specs.SimSiam, backbone: FeatureExtractor) -> None:
        super().__init__(backbone)
        hidden, outputs = spec.hidden_dim, spec.output_dim
        self.projection_head = mlp(
            backbone.feature_dim, hidden, hidden, outputs, final=nn.BatchNorm1d(outputs, affine=False)
        )
        self.prediction_head = mlp(outputs, spec.prediction_dim, outputs)

    def training_step(self, views: Views, moment: Moment) -> Step:
        """See SelfSupervised."""
        del moment
        targets = [self.projection_head(self.backbone(view)) for view in views.global_crops]
        predictions = [self.prediction_head(target) for target in targets]
        losses = [negative_cosine_similarity(predictions[i], targets[1 - i].detach()) for i in (0, 1)]
        return Step(torch.stack(losses).mean())
