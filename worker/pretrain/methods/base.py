"""What every self-supervised method is to the training loop."""

from abc import ABC, abstractmethod

from torch import Tensor, nn

from worker.pretrain.backbones import ResNet


class SelfSupervised(nn.Module, ABC):
    """A backbone with everything it needs to learn without labels. The state dict holds all that a resume needs."""

    def __init__(self, backbone: ResNet) -> None:
        super().__init__()
        self.backbone = backbone

    @abstractmethod
    def training_step(self, query_view: Tensor, key_view: Tensor) -> Tensor:
        """The loss, a float32 scalar with gradient, of two views (B, 3, s, s) of the same B images in the same order."""

    def after_step(self, progress: float) -> None:  # noqa: B027 - most methods have nothing to do here
        """Called once the optimizer has stepped; `progress` is the share of the whole run that is done, 0 to 1."""


def projection_head(inputs: int, hidden: int, outputs: int) -> nn.Sequential:
    """The two-layer perceptron behind the backbone: (B, inputs) to (B, outputs).

    With batch normalisation after the hidden layer (Chen et al. 2020, SimCLR v1 code; MoCo v2 has none, but gains
    from it in every later reproduction), whose shift makes a bias before it pointless.
    """
    return nn.Sequential(
        nn.Linear(inputs, hidden, bias=False),
        nn.BatchNorm1d(hidden),
        nn.ReLU(inplace=True),
        nn.Linear(hidden, outputs),
    )
