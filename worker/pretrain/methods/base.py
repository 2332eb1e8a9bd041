"""What every self-supervised method is to the training loop."""

from abc import ABC, abstractmethod

from torch import Tensor, nn

from worker.pretrain.backbones import ResNet


class SelfSupervised(nn.Module, ABC):
    """A backbone and all it needs to learn without labels. The state dict holds what a resume needs."""

    def __init__(self, backbone: ResNet) -> None:
        super().__init__()
        self.backbone = backbone

    @abstractmethod
    def training_step(self, query_view: Tensor, key_view: Tensor) -> Tensor:
        """The loss of two views (B, 3, s, s) of the same B images in the same order: a float32 scalar."""

    def after_step(self, progress: float) -> None:
        """Called after each optimizer step; `progress` is the share of the whole run that is done, 0 to 1."""


def projection_head(inputs: int, hidden: int, outputs: int) -> nn.Sequential:
    """The two-layer perceptron behind the backbone: (B, inputs) to (B, outputs).

    The hidden layer is batch-normalised, as in SimCLR (Chen et al. 2020), so it needs no bias of its own.
    """
    return nn.Sequential(
        nn.Linear(inputs, hidden, bias=False),
        nn.BatchNorm1d(hidden),
        nn.ReLU(inplace=True),
        nn.Linear(hidden, outputs),
    )
