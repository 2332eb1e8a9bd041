"""VICReg: Variance-Invariance-Covariance Regularization (Bardes, Ponce & LeCun 2022)."""

from store.specs import methods as specs
from worker.pretrain.backbones import FeatureExtractor
from worker.pretrain.losses import VICRegLoss, vicreg
from worker.pretrain.methods.base import Moment, SelfSupervised, Step, Views, mlp


class VICReg(SelfSupervised):
    """Views agree, every dimension keeps its spread, and different dimensions are uncorrelated."""

    def __init__(self, spec: specs.VICReg, backbone: FeatureExtractor) -> None:
        super().__init__(backbone)
        self.projection_head = mlp(backbone.feature_dim, spec.hidden_dim, spec.hidden_dim, spec.output_dim)
        self.loss = VICRegLoss(
            invariance_weight=spec.invariance_weight,
            variance_weight=spec.variance_weight,
            covariance_weight=spec.covariance_weight,
        )

    def training_step(self, views: Views, moment: Moment) -> Step:
        """See SelfSupervised."""
        del moment
        view_a, view_b = (self.projection_head(self.backbone(view)) for view in views.global_crops)
        terms = vicreg(view_a, view_b)
        return Step(self.loss.weigh(terms), {name: term.detach() for name, term in terms._asdict().items()})
