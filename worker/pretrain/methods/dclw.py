"""DCLW: Decoupled Contrastive Learning with weighted positives (Yeh et al. 2022)."""

import torch

from store.specs import methods as specs
from worker.pretrain.backbones import FeatureExtractor
from worker.pretrain.losses import DCLWLoss
from worker.pretrain.methods.base import Moment, SelfSupervised, Step, Views, mlp


class DCLW(SelfSupervised):
    """DCL that pulls hardest where the two views of an image are still far apart."""

    def __init__(self, spec: specs.DCLW, backbone: FeatureExtractor) -> None:
        super().__init__(backbone)
        self.projection_head = mlp(backbone.feature_dim, spec.hidden_dim, spec.output_dim)
        self.loss = DCLWLoss(temperature=spec.temperature, sigma=spec.sigma)

    def training_step(self, views: Views, moment: Moment) -> Step:
        """See SelfSupervised."""
        del moment
        query, key = self.projection_head(self.backbone(torch.cat(views.global_crops))).chunk(2)
        return Step(self.loss(query, key))
