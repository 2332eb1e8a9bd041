"""Methods that hide patches of an image from a vision transformer, which learns to paint them."""

from typing import ClassVar, Literal

from pydantic import Field

from store.specs import presets
from store.specs.backbones import Backbone
from store.specs.methods.base import MethodSpec, Recipe
from store.specs.optimizers import AdamW, Schedule


class Masked(MethodSpec):
    """Shared by the methods of this family."""

    family: ClassVar[Literal["masked"]] = "masked"
    needs_vit: ClassVar[bool] = True

    @property
    def global_views(self) -> int:
        return 1


class MAE(Masked):
    """Encode a quarter of the patches, let a small decoder paint the others (masked autoencoder, He et al. 2022).

    Use it for vision transformers on large datasets whose backbone you will fine-tune: it is the cheapest method per
    epoch, but its frozen features are weaker than those of methods that compare views, and it wants many epochs.
    """

    name: Literal["mae"] = "mae"
    mask_ratio: float = Field(default=0.75, gt=0, lt=1, description="share of the patches that are hidden")
    decoder_dim: int = Field(default=512, ge=16, le=2048, multiple_of=4, description="width of the decoder")
    decoder_depth: int = Field(default=8, ge=1, le=32, description="blocks of the decoder")
    decoder_head_dim: int = Field(default=32, ge=4, le=256, description="width of an attention head of the decoder")
    normalize_patches: bool = Field(
        default=True, description="paints pixels relative to mean and spread of their patch"
    )

    def recipe(self, backbone: Backbone, image_size: int) -> Recipe:
        del backbone
        optimizer = AdamW(lr=1.5e-4, betas=(0.9, 0.95), weight_decay=0.05)
        return Recipe(optimizer, Schedule(warmup_epochs=10), presets.mae(image_size))


class SimMIM(Masked):
    """Replace patches by a token and paint them with one linear layer (Xie et al. 2022).

    Use it where MAE's decoder is too much; it sees every position, so that a step takes longer than one of MAE.
    """

    name: Literal["simmim"] = "simmim"
    mask_ratio: float = Field(default=0.6, gt=0, lt=1, description="share of the image that is hidden")
    mask_block: int = Field(default=2, ge=1, le=32, description="side of the squares that are hidden, patches")

    def recipe(self, backbone: Backbone, image_size: int) -> Recipe:
        del backbone
        optimizer = AdamW(lr=1e-4, weight_decay=0.05, clip_norm=5.0)
        return Recipe(optimizer, Schedule(warmup_epochs=10), presets.simmim(image_size))
