"""timm's models as feature extractors, its vision transformers with tokens to mask."""

from typing import Any, cast

import timm
import torch
from timm.models.vision_transformer import VisionTransformer
from torch import Tensor, nn

from store.specs.backbone_models import Sizing
from store.specs.backbones import Backbone
from worker.pretrain.backbones.base import FeatureExtractor, TokenExtractor
from worker.pretrain.backbones.positions import resample_positions
from worker.reporting import UserError


class TimmModel(FeatureExtractor):
    """Any of timm's models, without its classifier."""

    def __init__(self, network: nn.Module, feature_dim: int) -> None:
        super().__init__()
        self.network, self.feature_dim = network, feature_dim

    @property
    def native(self) -> nn.Module:
        """See FeatureExtractor."""
        return self.network

    def forward(self, images: Tensor) -> Tensor:
        features: Tensor = self.network(images)
        return features


class TimmViT(TokenExtractor):
    """A vision transformer of timm, for images of any size that is a multiple of its patches."""

    def __init__(self, network: VisionTransformer, feature_dim: int) -> None:
        super().__init__()
        self.network, self.feature_dim = network, feature_dim
        self.token_dim = network.embed_dim
        self.patch_size = int(network.patch_embed.patch_size[0])
        self.n_patches = int(network.patch_embed.num_patches)
        self.mask_token = nn.Parameter(torch.randn(1, 1, self.token_dim) * 0.02, requires_grad=False)

    @property
    def native(self) -> nn.Module:
        """See FeatureExtractor."""
        return self.network

    @property
    def n_prefix(self) -> int:
        """See TokenExtractor."""
        return int(self.network.num_prefix_tokens)

    def forward(self, images: Tensor) -> Tensor:
        features: Tensor = self.network(images)
        return features

    def tokens(self, images: Tensor, *, keep: Tensor | None = None, mask: Tensor | None = None) -> Tensor:
        """See TokenExtractor."""
        network = self.network
        patches = network.patch_embed(images)  # (B, rows, columns, D)
        if mask is not None:
            where = mask.reshape(*patches.shape[:3], 1)
            patches = torch.where(where, self.mask_token.to(patches.dtype), patches)
        tokens = network._pos_embed(patches)  # noqa: SLF001 - the only place that knows about all kinds of prefixes
        if keep is not None:
            patches = tokens[:, self.n_prefix :].gather(1, keep[:, :, None].expand(-1, -1, self.token_dim))
            tokens = torch.cat([tokens[:, : self.n_prefix], patches], dim=1)
        encoded: Tensor = network.norm(network.blocks(network.norm_pre(tokens)))
        return encoded

    def fitted(self, state: dict[str, Tensor]) -> dict[str, Tensor]:
        """See FeatureExtractor: positions are resampled."""
        network = self.network
        if "pos_embed" in state:
            prefix = 0 if network.no_embed_class else self.n_prefix
            grid = network.patch_embed.grid_size
            state = {**state, "pos_embed": resample_positions(state["pos_embed"], grid, n_prefix=prefix)}
        return state


def build(spec: Backbone, image_size: int, *, pretrained: bool) -> FeatureExtractor:
    """The timm model of `spec`; with `pretrained` from timm's weights, from the cache or the Hugging Face hub."""
    model = spec.facts
    name = spec.timm_name
    options: dict[str, Any] = {}
    if model.sizing is Sizing.BUILD:
        options["img_size"] = image_size
    if model.tokens:
        options["dynamic_img_size"] = True
    if spec.patch_size is not None:
        options["patch_size"] = spec.patch_size
    try:
        network = timm.create_model(name, pretrained=pretrained, num_classes=0, **options)
    except Exception as error:
        raise _unavailable(spec, image_size, error, pretrained=pretrained) from error
    if isinstance(network, VisionTransformer) and model.tokens:
        backbone: FeatureExtractor = TimmViT(network, model.dim)
    else:
        backbone = TimmModel(network, model.dim)
    if pretrained:
        config = cast(Any, network).default_cfg
        backbone.mean, backbone.std = tuple(config["mean"]), tuple(config["std"])
    return backbone


def _unavailable(spec: Backbone, image_size: int, error: Exception, *, pretrained: bool) -> UserError:
    reason = f"{type(error).__name__}: {str(error).partition(chr(10))[0][:200]}"
    if not pretrained:
        return UserError(
            f"timm cannot build {spec.name} for images of {image_size} px ({reason}): try another image_size"
        )
    return UserError(
        f"timm's weights of {spec.name} could not be had ({reason}): let the worker reach the Hugging Face hub, put "
        "them into its cache (HF_HOME), upload them and run an import_weights job, or set weights to 'none'"
    )
