"""Jobs about checkpoints: taking weights in, and handing a backbone on in the format of another tool."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from store.specs.backbone_models import TIMM_PREFIX
from store.specs.backbones import OWN_RESNETS, Backbone, Stem
from store.specs.base import CheckpointRef, DatasetId, ImageSize
from store.specs.job_request import JobRequest
from store.specs.sources import UploadSource

Channel = Annotated[float, Field(ge=-10, le=10)]
Spread = Annotated[float, Field(gt=0, le=10)]


class CheckpointFormat(StrEnum):
    """What a backbone can be downloaded as."""

    SAFETENSORS = "safetensors"
    """As it is kept: the names that torchvision, or for models of timm timm, gives the weights."""
    TIMM = "timm"
    """safetensors with timm's names."""
    DETECTRON2 = "detectron2"
    """A .pth file with the names of detectron2's ResNet."""
    TORCH_EXPORT = "torch_export"
    """A .pt2 program for torch.export.load, for batches of any size."""
    ONNX = "onnx"
    """A model for ONNX Runtime and others, for batches of any size; checked against torch to 1e-4."""


FILE_NAMES = {
    CheckpointFormat.SAFETENSORS: "backbone.safetensors",
    CheckpointFormat.TIMM: "timm.safetensors",
    CheckpointFormat.DETECTRON2: "detectron2.pth",
    CheckpointFormat.TORCH_EXPORT: "backbone.pt2",
    CheckpointFormat.ONNX: "backbone.onnx",
}


class ConvertSpec(JobRequest):
    """Write the backbone of a checkpoint in the format of another tool, to be downloaded from the checkpoint."""

    kind: Literal["convert"] = "convert"
    dataset_id: DatasetId = Field(description="of the checkpoint")
    checkpoint: CheckpointRef
    format: Literal[
        CheckpointFormat.TIMM, CheckpointFormat.DETECTRON2, CheckpointFormat.TORCH_EXPORT, CheckpointFormat.ONNX
    ]


class ImportWeightsSpec(JobRequest):
    """Make a checkpoint of weights of your own: a safetensors file, or a .pt file that holds nothing but tensors."""

    kind: Literal["import_weights"] = "import_weights"
    dataset_id: DatasetId = Field(description="where the checkpoint is listed; every dataset can use it")
    source: UploadSource = Field(description="an upload made with purpose=weights")
    backbone: Backbone = Field(description="the network that the weights belong to; a classifier is left out")
    image_size: ImageSize | None = Field(default=None, description="it was trained with; null takes the model's own")
    mean: tuple[Channel, Channel, Channel] = Field(
        default=(0.485, 0.456, 0.406), description="of the input normalisation, RGB, pixels in 0..1"
    )
    std: tuple[Spread, Spread, Spread] = (0.229, 0.224, 0.225)
    prefix: str | None = Field(
        default=None, max_length=200, description="what the names of the backbone's weights begin with; null finds out"
    )


def conversion_problem(backbone: Backbone, stem: Stem, target: CheckpointFormat) -> str | None:
    """Why a backbone cannot be written as `target`, in words; None when it can."""
    if target is CheckpointFormat.DETECTRON2 and not is_resnet(backbone):
        return f"detectron2 has a place for ResNets, not for {backbone.name}."
    if target is CheckpointFormat.DETECTRON2 and stem is not Stem.IMAGENET:
        return "detectron2's ResNet begins with a 7 x 7 convolution, and this one has the stem for small images."
    if target is CheckpointFormat.TIMM and not (
        backbone.name.startswith(TIMM_PREFIX) or is_resnet(backbone) or backbone.name.startswith("vit_")
    ):
        return f"timm's names are known for its own models, ResNets and vision transformers, not for {backbone.name}."
    if target is CheckpointFormat.TIMM and backbone.name in OWN_RESNETS and not _is_original(backbone, stem):
        return "timm has this ResNet with width 64 and the stem 'imagenet' only."
    return None


def is_resnet(backbone: Backbone) -> bool:
    """Whether torchvision's names of a ResNet apply: those with groups and the wide ones have them, too."""
    return backbone.name in OWN_RESNETS or backbone.name.startswith(("resnext", "wide_resnet"))


def _is_original(backbone: Backbone, stem: Stem) -> bool:
    return backbone.width == 64 and stem is Stem.IMAGENET
