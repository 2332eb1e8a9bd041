"""SimCLR: A Simple Framework for Contrastive Learning of Visual Representations (Chen et al. 2020)."""

import torch

from store.specs import methods as specs
from worker.pretrain.backbones import FeatureExtractor
from worker.pretrain.losses import NTXentLoss
from worker.pretrain.methods.base import Moment, SelfSupervised, Step, Views, mlp


class SimCLR(SelfSupervised):
    """Backbone and projection head, trained so that the two views of an image agree and all others differ."""

    def __init__(self, spec: specs.SimCLR, backbone: FeatureExtractor) -> None:
        super().__init__(backbone)
        self.projection_head = mlp(backbone.feature_dim, spec.hidden_dim, spec.output_dim)
        self.loss = NTXentLoss(temperature=spec.temperature)

    def training_step(self, views: Views, moment: Moment) -> Step:
        """See SelfSupervised."""
        del moment
        # One pass for both views: faster, and batch normalisation sees the two as one population, as in the
        # paper.
        query, key = self.projection_head(self.backbone(torch.cat(views.global_crops))).chunk(2)
        return Step(self.loss(query, key))
