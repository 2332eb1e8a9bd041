"""Self-supervised methods: each in one file that reads from top to bottom."""

from collections.abc import Callable
from typing import Any

import torch

from store.specs import methods as specs
from worker.pretrain.backbones import FeatureExtractor
from worker.pretrain.methods import (
    barlow_twins,
    byol,
    dcl,
    dclw,
    dino,
    fastsiam,
    lejepa,
    mixed_barlow_twins,
    mmcr,
    moco,
    moco_v3,
    nnclr,
    resa,
    simclr,
    simsiam,
    swav,
    tico,
    vicreg,
    visreg,
)
from worker.pretrain.methods.base import Moment, SelfSupervised, Step, Views

__all__ = ["Moment", "SelfSupervised", "Step", "Views", "build_method"]

_IMPLEMENTATIONS: dict[type[specs.MethodSpec], Callable[[Any, FeatureExtractor], SelfSupervised]] = {
    specs.SimCLR: simclr.SimCLR,
    specs.DCL: dcl.DCL,
    specs.DCLW: dclw.DCLW,
    specs.MoCo: moco.MoCo,
    specs.MoCoV3: moco_v3.MoCoV3,
    specs.NNCLR: nnclr.NNCLR,
    specs.SimSiam: simsiam.SimSiam,
    specs.FastSiam: fastsiam.FastSiam,
    specs.BYOL: byol.BYOL,
    specs.BarlowTwins: barlow_twins.BarlowTwins,
    specs.MixedBarlowTwins: mixed_barlow_twins.MixedBarlowTwins,
    specs.VICReg: vicreg.VICReg,
    specs.TiCo: tico.TiCo,
    specs.MMCR: mmcr.MMCR,
    specs.LeJEPA: lejepa.LeJEPA,
    specs.VISReg: visreg.VISReg,
    specs.SwAV: swav.SwAV,
    specs.DINO: dino.DINO,
    specs.ReSA: resa.ReSA,
}


def build_method(spec: specs.Method, backbone: FeatureExtractor, *, seed: int = 0) -> SelfSupervised:
    """The method of `spec` around `backbone`, on the CPU. Heads and memory bank are drawn from `seed`."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        return _IMPLEMENTATIONS[type(spec)](spec, backbone)
