"""Losses of self-supervised learning, each as a function and as a module.

They take float16 and bfloat16 too and compute in float32 at least. In a distributed run they compare or average over
the images of all processes; the mean of the losses of the processes is the loss of one process with all images.
"""

from worker.pretrain.losses.barlow_twins import (
    BarlowTwinsLoss,
    MixedBarlowTwinsLoss,
    barlow_twins,
    mixed_sample_regulariser,
)
from worker.pretrain.losses.cosine import NegativeCosineSimilarity, negative_cosine_similarity
from worker.pretrain.losses.decoupled import DCLLoss, DCLWLoss, decoupled
from worker.pretrain.losses.dino import DINOLoss, dino
from worker.pretrain.losses.info_nce import InfoNCELoss, batch_info_nce, info_nce
from worker.pretrain.losses.lejepa import LeJEPALoss, sigreg
from worker.pretrain.losses.memory_bank import MemoryBank
from worker.pretrain.losses.mmcr import MMCRLoss, mmcr
from worker.pretrain.losses.nt_xent import NTXentLoss, nt_xent
from worker.pretrain.losses.resa import ReSALoss, resa, self_assignment
from worker.pretrain.losses.sinkhorn import sinkhorn
from worker.pretrain.losses.swav import SwAVLoss, swav
from worker.pretrain.losses.tico import TiCoLoss, tico
from worker.pretrain.losses.vicreg import VICRegLoss, vicreg
from worker.pretrain.losses.visreg import VISRegLoss, visreg

__all__ = [
    "BarlowTwinsLoss",
    "DCLLoss",
    "DCLWLoss",
    "DINOLoss",
    "InfoNCELoss",
    "LeJEPALoss",
    "MMCRLoss",
    "MemoryBank",
    "MixedBarlowTwinsLoss",
    "NTXentLoss",
    "NegativeCosineSimilarity",
    "ReSALoss",
    "SwAVLoss",
    "TiCoLoss",
    "VICRegLoss",
    "VISRegLoss",
    "barlow_twins",
    "batch_info_nce",
    "decoupled",
    "dino",
    "info_nce",
    "mixed_sample_regulariser",
    "mmcr",
    "negative_cosine_similarity",
    "nt_xent",
    "resa",
    "self_assignment",
    "sigreg",
    "sinkhorn",
    "swav",
    "tico",
    "vicreg",
    "visreg",
]
