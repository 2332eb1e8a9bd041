"""Self-supervised methods: each in one file that reads from top to bottom."""

from collections.abc import Callable
from typing import Any

import torch

from store.specs import methods as specs
from store.specs.plugins import PluginGroup, PluginMethod
from worker import plugins
from worker.pretrain.backbones import FeatureExtractor, TokenExtractor
from worker.pretrain.methods import (
    barlow_twins,
    byol,
    dcl,
    dclw,
    dino,
    distillation,
    fastsiam,
    lejepa,
    mae,
    mixed_barlow_twins,
    mmcr,
    moco,
    moco_v3,
    nnclr,
    resa,
    simclr,
    simmim,
    simsiam,
    swav,
    tico,
    vicreg,
    visreg,
)
from worker.pretrain.methods.base import Moment, SelfSupervised, Step, Views
from worker.reporting import UserError

__all__ = ["Moment", "SelfSupervised", "Step", "Views", "build_method"]

_IMPLEMENTATIONS: dict[type[specs.MethodSpec], Callable[[Any, Any], SelfSupervised]] = {
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
    specs.MAE: mae.MAE,
    specs.SimMIM: simmim.SimMIM,
}


def build_method(
    spec: specs.Method | PluginMethod,
    backbone: FeatureExtractor,
    *,
    seed: int = 0,
    teacher: FeatureExtractor | None = None,
    n_images: int | None = None,
) -> SelfSupervised:
    """The method of `spec` around `backbone`, on the CPU. Heads and memory bank are drawn from `seed`.

    `teacher` is what distillation imitates; `n_images`, the size of the dataset, decides the length of its queue where
    `spec` does not. Raises UserError when the method needs patches to hide and `backbone` has none.
    """
    if spec.needs_vit and not isinstance(backbone, TokenExtractor):
        raise UserError(
            f"{spec.name} hides patches from the network, which needs a vision transformer: choose one as "
            "backbone, for example timm/vit_tiny_patch16_224, or another method"
        )
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        if isinstance(spec, PluginMethod):
            method: SelfSupervised = plugins.build(PluginGroup.METHODS, spec.plugin, spec.params, backbone)
            return method
        if isinstance(spec, specs.Distillation):
            if teacher is None:
                raise UserError("distillation needs a teacher")
            queue_size = spec.resolve_queue_size(n_images or 0)
            return distillation.Distillation(spec, backbone, teacher, queue_size=queue_size)
        return _IMPLEMENTATIONS[type(spec)](spec, backbone)
