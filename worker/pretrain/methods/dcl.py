"""DCL: Decoupled Contrastive Learning (Yeh et al. 2022)."""

import torch

from store.specs import methods as specs
from worker.pretrain.backbones import FeatureExtractor
from worker.pretrain.losses import DCLLoss
from worker.pretrain.methods.base import Moment, SelfSupervised, Step, Views, mlp


class DCL(SelfSupervised):
    """SimCLR with the positive pair taken out of the denominator of its loss.

    In SimCLR a pair that agrees weakens the push from its own negatives, the more so the fewer there are; without that
    coupling small batches learn as fast as large ones.
    """

    def __init__(self, spec: specs.DCL, backbone: FeatureExtractor) -> None:
        super().__init__(backbone)
        self.projection_head = mlp(backbone.feature_dim, spec.hidden_dim, spec.output_dim)
        self.loss = DCLLoss(temperature=spec.temperature)

    def training_step(self, views: Views, moment: Moment) -> Step:
        """See SelfSupervised."""
        del moment
        query, key = self.projection_head(self.backbone(torch.cat(views.global_crops))).chunk(2)
        return Step(self.loss(query, key))
