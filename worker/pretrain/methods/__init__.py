"""Self-supervised methods: each in one file that reads from top to bottom."""

import torch

from store.specs.methods import Method, MoCo, SimCLR
from worker.pretrain.backbones import FeatureExtractor
from worker.pretrain.methods import moco, simclr
from worker.pretrain.methods.base import Moment, SelfSupervised, Step, Views

__all__ = ["Moment", "SelfSupervised", "Step", "Views", "build_method"]


def build_method(spec: Method, backbone: FeatureExtractor, *, seed: int = 0) -> SelfSupervised:
    """The method of `spec` around `backbone`, on the CPU. Heads and memory bank are drawn from `seed`."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        match spec:
            case SimCLR():
                return simclr.SimCLR(spec, backbone)
            case MoCo():
                return moco.MoCo(spec, backbone)
