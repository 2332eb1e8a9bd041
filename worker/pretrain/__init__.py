"""Self-supervised training: images without labels in, a backbone out."""

from worker.pretrain.export import BackboneCard, load_backbone, save_backbone
from worker.pretrain.loop import PretrainResult, pretrain
from worker.pretrain.state import StateKeeper

__all__ = ["BackboneCard", "PretrainResult", "StateKeeper", "load_backbone", "pretrain", "save_backbone"]
