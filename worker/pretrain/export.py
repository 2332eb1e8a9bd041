"""A trained backbone as one self-describing safetensors file."""

from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import Field, ValidationError
from safetensors import SafetensorError, safe_open
from safetensors.torch import load_file, save
from torch import Tensor

from store.specs.backbones import Backbone, BackboneWeights, Stem
from store.specs.base import ImageSize, Spec
from worker.augment.batch import IMAGENET_MEAN, IMAGENET_STD
from worker.pretrain.backbones import FeatureExtractor, build_backbone
from worker.pretrain.files import write_whole
from worker.reporting import UserError

_METADATA_KEY = "winnow"

Channels = tuple[float, float, float]


class BackboneCard(Spec):
    """How to build a backbone and how to feed it; stands in the header of its file as JSON."""

    format: Literal[1] = 1
    backbone: Backbone
    stem: Stem = Field(description="as built, never auto")
    image_size: ImageSize
    mean: Channels = Field(default=IMAGENET_MEAN, description="of the input normalisation, RGB, pixels in 0..1")
    std: Channels = IMAGENET_STD
    feature_dim: int = Field(ge=1)
    method: str
    dataset_version: int | None = None


class LoadedBackbone(NamedTuple):
    """A backbone out of a file, on the CPU in evaluation mode, and its card."""

    backbone: FeatureExtractor
    card: BackboneCard


def save_backbone(path: Path, state_dict: dict[str, Tensor], card: BackboneCard) -> None:
    """Write a native `state_dict`, with the keys of the network's library, to `path`, whole or not at all.

    `card` goes into the header.
    """
    tensors = {key: value.detach().cpu().contiguous() for key, value in state_dict.items()}
    metadata = {_METADATA_KEY: card.model_dump_json(), "format": "pt"}
    with write_whole(path) as file:
        file.write(save(tensors, metadata=metadata))


def load_backbone(path: Path, *, image_size: int | None = None) -> LoadedBackbone:
    """Read a file that `save_backbone` wrote.

    `image_size` builds the network for another input size than the card's, pixels; vision transformers then get
    resampled positions. Raises UserError when the file is broken or comes from elsewhere, and when the network cannot
    take images of that size.
    """
    card = read_card(path)
    # Everything comes out of the file: do not fetch the weights that training once started from.
    spec = card.backbone.model_copy(update={"stem": card.stem, "weights": BackboneWeights.NONE})
    backbone = build_backbone(spec, image_size or card.image_size)
    if backbone.feature_dim != card.feature_dim:
        raise UserError(
            f"{path.name} contradicts itself: its network makes {backbone.feature_dim} features, "
            f"its card says {card.feature_dim}"
        )
    try:
        backbone.load_native_state_dict(load_file(path))
    except (SafetensorError, OSError, RuntimeError) as error:
        raise UserError(
            f"{path.name} does not hold the weights of the {card.backbone.name} that its card describes"
        ) from error
    backbone.mean, backbone.std = card.mean, card.std
    return LoadedBackbone(backbone.eval(), card)


def read_card(path: Path) -> BackboneCard:
    """The card of a backbone file, without reading its tensors. Raises UserError as `load_backbone` does."""
    try:
        with safe_open(path, framework="pt") as file:
            metadata = file.metadata() or {}
    except (SafetensorError, OSError) as error:
        raise UserError(f"{path.name} is not a readable safetensors file") from error
    if _METADATA_KEY not in metadata:
        raise UserError(f"{path.name} is a safetensors file without a backbone card: it was not written by Winnow")
    try:
        return BackboneCard.model_validate_json(metadata[_METADATA_KEY])
    except ValidationError as error:
        raise UserError(f"the backbone card of {path.name} is broken or of another version") from error
