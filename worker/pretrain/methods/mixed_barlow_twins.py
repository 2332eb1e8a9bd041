"""Mixed Barlow Twins: Guarding Barlow Twins Against Overfitting with Mixed Samples (Bandara et al. 2023)."""

import torch

from store.specs import methods as specs
from worker.pretrain.backbones import FeatureExtractor
from worker.pretrain.losses import MixedBarlowTwinsLoss
from worker.pretrain.losses.gather import of_first_process
from worker.pretrain.methods.base import Moment, SelfSupervised, Step, Views, mlp


class MixedBarlowTwins(SelfSupervised):
    """Barlow Twins, and the projection of a mixture of images is the mixture of their projections.

    On few images Barlow Twins overfits because dimensions can agree without meaning anything between images;
    mixtures fill that space. Costs a third forward pass.
    """

    def __init__(self, spec: specs.MixedBarlowTwins, backbone: FeatureExtractor) -> None:
        super().__init__(backbone)
        self.projection_head = mlp(backbone.feature_dim, spec.hidden_dim, spec.hidden_dim, spec.output_dim)
        self.loss = MixedBarlowTwinsLoss(redundancy_weight=spec.redundancy_weight, mixing_weight=spec.mixing_weight)

    def training_step(self, views: Views, moment: Moment) -> Step:
        """See SelfSupervised."""
        del moment
        images_a, images_b = views.global_crops
        partner = torch.randperm(len(images_b), generator=views.generator).to(images_b.device)
        # Beta(1, 1), the paper's choice, is the uniform distribution.
        share = of_first_process(torch.rand((), generator=views.generator).to(images_b.device))
        mixture = torch.lerp(images_b[partner], images_a, share)
        view_a, view_b, mixed = (self.projection_head(self.backbone(view)) for view in (images_a, images_b, mixture))
        return Step(self.loss(view_a, view_b, mixed, partner, share))
