"""Optimizers: LARS, and every optimizer of torch.optim that can train a network, with the parameters torch gives it.

A test compares these models with the torch that is installed. Left out are LBFGS (evaluates the loss several times in a
step), SparseAdam (sparse gradients alone) and Muon (matrices alone, while every backbone has vectors or kernels).
"""

from typing import Annotated, Literal

from pydantic import Field

from store.specs.base import Spec

LearningRate = Annotated[float, Field(gt=0, le=100)]
WeightDecay = Annotated[float, Field(ge=0, le=10)]
Share = Annotated[float, Field(ge=0, lt=1)]
Epsilon = Annotated[float, Field(gt=0, le=1)]
Positive = Annotated[float, Field(gt=0, le=1e6)]
PER_256 = "per 256 images of batch, unless lr_scaling says otherwise"


class OptimizerSpec(Spec):
    """What every optimizer takes."""

    lr: LearningRate = Field(default=0.01, description=PER_256)
    lr_scaling: Literal["linear", "sqrt", "none"] = Field(
        default="linear",
        description="lr is multiplied by batch_size / 256, by the root of that, or not at all",
    )
    weight_decay: WeightDecay = Field(default=0.0, description="never of biases, norms, tokens and position embeddings")
    clip_norm: float | None = Field(default=None, gt=0, le=1e6, description="the gradient's largest norm over all")
    layer_decay: float | None = Field(
        default=None, gt=0, le=1, description="lr of each layer as a share of that of the layer after it"
    )

    def peak_learning_rate(self, batch_size: int) -> float:
        """The learning rate for `batch_size`: linear scaling is Goyal et al. 2017, the root Krizhevsky 2014."""
        ratio = batch_size / 256
        return float(self.lr * {"linear": ratio, "sqrt": ratio**0.5, "none": 1.0}[self.lr_scaling])


class SGD(OptimizerSpec):
    """Stochastic gradient descent with momentum. The robust choice for convolutional backbones."""

    name: Literal["sgd"] = "sgd"
    lr: LearningRate = Field(default=0.12, description=PER_256)
    weight_decay: WeightDecay = 5e-4
    momentum: Share = 0.9
    dampening: Share = 0.0
    nesterov: bool = False


class LARS(OptimizerSpec):
    """SGD with one trust ratio per layer (You et al. 2017). For batches of 1024 and more."""

    name: Literal["lars"] = "lars"
    lr: LearningRate = Field(default=0.3, description=PER_256)
    weight_decay: WeightDecay = 1e-6
    momentum: Share = 0.9
    trust_coefficient: float = Field(default=0.001, gt=0, le=1)


class AdamFamily(OptimizerSpec):
    """Shared by Adam and its variants."""

    betas: tuple[Share, Share] = (0.9, 0.999)
    eps: Epsilon = 1e-8


class AdamW(AdamFamily):
    """Adam with decoupled weight decay (Loshchilov & Hutter 2019). For vision transformers and short runs."""

    name: Literal["adamw"] = "adamw"
    lr: LearningRate = Field(default=2e-3, description=PER_256)
    weight_decay: WeightDecay = 0.05
    amsgrad: bool = False


class Adam(AdamFamily):
    """Adam (Kingma & Ba 2015); its weight decay is part of the gradient unless it is decoupled."""

    name: Literal["adam"] = "adam"
    lr: LearningRate = Field(default=1e-3, description=PER_256)
    amsgrad: bool = False
    decoupled_weight_decay: bool = False


class NAdam(AdamFamily):
    """Adam with Nesterov momentum (Dozat 2016)."""

    name: Literal["nadam"] = "nadam"
    lr: LearningRate = Field(default=2e-3, description=PER_256)
    momentum_decay: float = Field(default=0.004, ge=0, le=1)
    decoupled_weight_decay: bool = False


class RAdam(AdamFamily):
    """Adam that needs no warm-up, because it corrects its early variance (Liu et al. 2020)."""

    name: Literal["radam"] = "radam"
    lr: LearningRate = Field(default=1e-3, description=PER_256)
    decoupled_weight_decay: bool = False


class Adamax(AdamFamily):
    """Adam with the infinity norm (Kingma & Ba 2015)."""

    name: Literal["adamax"] = "adamax"
    lr: LearningRate = Field(default=2e-3, description=PER_256)


class Adadelta(OptimizerSpec):
    """Step sizes out of the ratio of two running averages (Zeiler 2012)."""

    name: Literal["adadelta"] = "adadelta"
    lr: LearningRate = Field(default=1.0, description=PER_256)
    rho: Share = 0.9
    eps: Epsilon = 1e-6


class Adagrad(OptimizerSpec):
    """Step sizes that fall with the sum of squared gradients (Duchi et al. 2011)."""

    name: Literal["adagrad"] = "adagrad"
    lr_decay: float = Field(default=0.0, ge=0, le=10)
    initial_accumulator_value: float = Field(default=0.0, ge=0, le=1e6)
    eps: Epsilon = 1e-10


class RMSprop(OptimizerSpec):
    """Gradients divided by a running root mean square (Hinton 2012)."""

    name: Literal["rmsprop"] = "rmsprop"
    alpha: Share = 0.99
    eps: Epsilon = 1e-8
    momentum: Share = 0.0
    centered: bool = False


class Rprop(OptimizerSpec):
    """Resilient backpropagation (Riedmiller & Braun 1993): signs of gradients only; for full batches."""

    name: Literal["rprop"] = "rprop"
    weight_decay: float = Field(default=0.0, ge=0, le=0, description="Rprop has none")
    etas: tuple[Annotated[float, Field(gt=0, lt=1)], Annotated[float, Field(gt=1, le=100)]] = (0.5, 1.2)
    step_sizes: tuple[Positive, Positive] = (1e-6, 50.0)


class ASGD(OptimizerSpec):
    """Averaged stochastic gradient descent (Polyak & Juditsky 1992)."""

    name: Literal["asgd"] = "asgd"
    lambd: float = Field(default=1e-4, ge=0, le=10)
    alpha: float = Field(default=0.75, ge=0, le=10)
    t0: float = Field(default=1e6, ge=0, le=1e12)


class Adafactor(OptimizerSpec):
    """Adam with a factored second moment (Shazeer & Stern 2018): when the optimizer's state fills the memory."""

    name: Literal["adafactor"] = "adafactor"
    beta2_decay: float = Field(default=-0.8, ge=-10, le=0)
    eps: tuple[Epsilon | None, Epsilon] = (None, 1e-3)
    d: float = Field(default=1.0, ge=1, le=1e6)


Optimizer = Annotated[
    SGD | AdamW | LARS | Adam | NAdam | RAdam | Adamax | Adadelta | Adagrad | RMSprop | Rprop | ASGD | Adafactor,
    Field(discriminator="name"),
]


class Schedule(Spec):
    """How learning rate, weight decay and momentum change over a run: a warm-up, then a fall to a share of the peak.

    `cosine` falls along half a cosine, `linear` in a straight line, `constant` not at all. `one_cycle` (Smith & Topin
    2018) rises from a 25th of the peak along half a cosine and falls along another.
    """

    name: Literal["cosine", "linear", "constant", "one_cycle"] = "cosine"
    warmup_epochs: float = Field(default=1.0, ge=0, le=1000, description="how long lr rises")
    final_lr_fraction: float = Field(default=0.0, ge=0, le=1, description="lr at the last step, as a share of its peak")
    final_weight_decay: WeightDecay | None = Field(
        default=None, description="reached along half a cosine from optimizer.weight_decay; null keeps that one"
    )
    final_momentum: Share | None = Field(
        default=None,
        description="reached along half a cosine from the optimizer's momentum (or first beta); in one_cycle reached "
        "where lr peaks, and left again; null keeps it",
    )
