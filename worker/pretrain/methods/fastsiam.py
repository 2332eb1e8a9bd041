"""FastSiam: Resource-Efficient Self-supervised Learning on a Single GPU (Pototzky et al. 2022)."""

import torch
from torch import nn

from store.specs import methods as specs
from worker.pretrain.backbones import FeatureExtractor
from worker.pretrain.losses import negative_cosine_similarity
from worker.pretrain.methods.base import Moment, SelfSupervised, Step, Views, mlp


class FastSiam(SelfSupervised):
    """SimSiam whose target is the mean of the projections of all other views: less noise, so small batches suffice."""

    def __init__(self, spec: specs.FastSiam, backbone: FeatureExtractor) -> None:
        super().__init__(backbone)
        hidden, outputs = spec.hidden_dim, spec.output_dim
        self.projection_head = mlp(
            backbone.feature_dim, hidden, hidden, outputs, final=nn.BatchNorm1d(outputs, affine=False)
        )
        self.prediction_head = mlp(outputs, spec.prediction_dim, outputs)

    def training_step(self, views: Views, moment: Moment) -> Step:
        """See SelfSupervised."""
        del moment
        projections = [self.projection_head(self.backbone(view)) for view in views.global_crops]
        targets = torch.stack([projection.detach() for projection in projections])
        others = (targets.sum(dim=0) - targets) / (len(targets) - 1)
        losses = [
            negative_cosine_similarity(self.prediction_head(projection), target)
            for projection, target in zip(projections, others, strict=True)
        ]
        return Step(torch.stack(losses).mean())
