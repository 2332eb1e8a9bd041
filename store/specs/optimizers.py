"""Optimizers and the learning-rate schedule."""

from typing import Annotated, Literal

from pydantic import Field

from store.specs.base import Spec

# Per 256 images: the learning rate used is lr * batch_size / 256 (linear scaling, Goyal et al. 2017).
LearningRate = Annotated[float, Field(gt=0, le=100)]
WeightDecay = Annotated[float, Field(ge=0, le=10)]


class SGD(Spec):
    """Stochastic gradient descent with momentum. The robust choice for convolutional backbones."""

    name: Literal["sgd"] = "sgd"
    lr: LearningRate = Field(default=0.12, description="per 256 images of batch")
    momentum: float = Field(default=0.9, ge=0, lt=1)
    weight_decay: WeightDecay = 5e-4
    nesterov: bool = False


class AdamW(Spec):
    """Adam with decoupled weight decay (Loshchilov & Hutter 2019). Quick to converge in short runs."""

    name: Literal["adamw"] = "adamw"
    lr: LearningRate = Field(default=2e-3, description="per 256 images of batch")
    beta1: float = Field(default=0.9, ge=0, lt=1)
    beta2: float = Field(default=0.999, ge=0, lt=1)
    weight_decay: WeightDecay = 0.05


class LARS(Spec):
    """SGD with one trust ratio per layer (You et al. 2017). For batches of 1024 and more."""

    name: Literal["lars"] = "lars"
    lr: LearningRate = Field(default=0.3, description="per 256 images of batch")
    momentum: float = Field(default=0.9, ge=0, lt=1)
    weight_decay: WeightDecay = 1e-6
    trust_coefficient: float = Field(default=0.001, gt=0, le=1)


Optimizer = Annotated[SGD | AdamW | LARS, Field(discriminator="name")]


class Schedule(Spec):
    """Linear warm-up, then a cosine down to `final_lr_fraction` of the peak."""

    warmup_epochs: float = Field(default=1.0, ge=0, le=1000)
    final_lr_fraction: float = Field(default=0.0, ge=0, le=1)
