"""MoCo v3: An Empirical Study of Training Self-Supervised Vision Transformers (Chen, Xie & He 2021)."""

import torch
from torch import nn

from store.specs import methods as specs
from worker.pretrain.backbones import FeatureExtractor, TokenExtractor
from worker.pretrain.losses import batch_info_nce
from worker.pretrain.methods.base import Moment, SelfSupervised, Step, Views, mlp
from worker.pretrain.methods.momentum import cosine_momentum, follow, momentum_copy


class MoCoV3(SelfSupervised):
    """Momentum contrast without a memory bank: the keys of the batch are the negatives, and a head predicts the key.

    Every view is query and key once.
    """

    def __init__(self, spec: specs.MoCoV3, backbone: FeatureExtractor) -> None:
        super().__init__(backbone)
        if spec.freeze_patches and isinstance(backbone, TokenExtractor):
            _patch_projection(backbone).requires_grad_(False)
        self.temperature = spec.temperature
        self.momentum, self.momentum_end = spec.momentum, spec.momentum_end
        hidden, outputs = spec.hidden_dim, spec.output_dim
        self.projection_head = mlp(
            backbone.feature_dim, hidden, hidden, outputs, final=nn.BatchNorm1d(outputs, affine=False)
        )
        self.prediction_head = mlp(outputs, hidden, outputs, final=nn.BatchNorm1d(outputs, affine=False))
        self.momentum_encoder = momentum_copy(self.backbone, self.projection_head)

    def training_step(self, views: Views, moment: Moment) -> Step:
        """See SelfSupervised."""
        del moment
        queries = [self.prediction_head(self.projection_head(self.backbone(view))) for view in views.global_crops]
        with torch.no_grad():
            keys = [self.momentum_encoder(view) for view in views.global_crops]
        losses = [batch_info_nce(queries[i], keys[1 - i], temperature=self.temperature) for i in (0, 1)]
        # The factor keeps the size of gradients apart from the temperature (appendix of the paper).
        return Step(2 * self.temperature * torch.stack(losses).sum())

    def after_step(self, moment: Moment) -> None:
        """Move the momentum encoder towards the trained one."""
        momentum = cosine_momentum(self.momentum, self.momentum_end, moment)
        follow(self.momentum_encoder, self.backbone, self.projection_head, momentum=momentum)


def _patch_projection(backbone: TokenExtractor) -> nn.Module:
    """The layer that turns patches into tokens. Its gradient spikes first when training becomes unstable, and a random
    projection serves as well (section 4.2 of the paper)."""
    return next(module for module in backbone.modules() if isinstance(module, nn.Conv2d))
