"""torchvision's vision transformers, with tokens to mask."""

import torch
from torch import Tensor, nn
from torchvision.models import VisionTransformer

from worker.pretrain.backbones.base import TokenExtractor
from worker.pretrain.backbones.positions import resample_positions


class TorchvisionViT(TokenExtractor):
    """A vision transformer (Dosovitskiy et al. 2021); the class token is the feature."""

    def __init__(self, network: VisionTransformer) -> None:
        super().__init__()
        self.network = network
        self.feature_dim = self.token_dim = network.hidden_dim
        self.patch_size = network.patch_size
        self.n_patches = (network.image_size // network.patch_size) ** 2
        self.mask_token = nn.Parameter(torch.randn(1, 1, self.token_dim) * 0.02, requires_grad=False)

    @property
    def native(self) -> nn.Module:
        """See FeatureExtractor."""
        network: nn.Module = self.network
        return network

    @property
    def n_prefix(self) -> int:
        """See TokenExtractor."""
        return 1

    def forward(self, images: Tensor) -> Tensor:
        return self.tokens(images)[:, 0]

    def tokens(self, images: Tensor, *, keep: Tensor | None = None, mask: Tensor | None = None) -> Tensor:
        """See TokenExtractor. Images of another size than the network was built for get resampled positions."""
        network = self.network
        grid = network.conv_proj(images)
        patches = grid.flatten(2).transpose(1, 2)
        if mask is not None:
            patches = torch.where(mask[:, :, None], self.mask_token.to(patches.dtype), patches)
        positions = resample_positions(network.encoder.pos_embedding, grid.shape[-2:], n_prefix=1)
        patches = patches + positions[:, 1:]
        if keep is not None:
            patches = patches.gather(1, keep[:, :, None].expand(-1, -1, self.token_dim))
        first = (network.class_token + positions[:, :1]).expand(len(images), -1, -1)
        encoder = network.encoder
        encoded: Tensor = encoder.ln(encoder.layers(encoder.dropout(torch.cat([first, patches], dim=1))))
        return encoded

    def fitted(self, state: dict[str, Tensor]) -> dict[str, Tensor]:
        """See FeatureExtractor: positions are resampled."""
        key = "encoder.pos_embedding"
        if key in state:
            side = self.network.image_size // self.patch_size
            state = {**state, key: resample_positions(state[key], (side, side), n_prefix=1)}
        return state
