"""MAE: Masked Autoencoders Are Scalable Vision Learners (He et al. 2022)."""

import torch
from torch import Tensor, nn

from store.specs import methods as specs
from worker.pretrain.backbones import TokenExtractor
from worker.pretrain.methods.base import Moment, SelfSupervised, Step, Views
from worker.pretrain.methods.patches import draw_mask, normalize_patches, patchify


class MAE(SelfSupervised):
    """A vision transformer that sees a part of the patches, and a decoder that paints the others from that."""

    backbone: TokenExtractor

    def __init__(self, spec: specs.MAE, backbone: TokenExtractor) -> None:
        super().__init__(backbone)
        self.mask_ratio, self.normalize_patches = spec.mask_ratio, spec.normalize_patches
        self.decoder = Decoder(
            backbone,
            dim=spec.decoder_dim,
            depth=spec.decoder_depth,
            heads=max(1, spec.decoder_dim // spec.decoder_head_dim),
        )

    def training_step(self, views: Views, moment: Moment) -> Step:
        """See SelfSupervised."""
        del moment
        (images,) = views.global_crops
        noise = torch.rand(len(images), self.backbone.n_patches, generator=views.generator).to(images.device)
        kept, hidden = draw_mask(noise, self.mask_ratio)
        painted = self.decoder(self.backbone.tokens(images, keep=kept), kept, hidden)
        target = patchify(images.float(), self.backbone.patch_size)
        if self.normalize_patches:
            target = normalize_patches(target)
        target = target.gather(1, hidden[:, :, None].expand(-1, -1, target.shape[2]))
        return Step((painted.float() - target).square().mean())


class Decoder(nn.Module):
    """A few transformer blocks over the encoded patches and a token for each hidden one."""

    positions: Tensor

    def __init__(self, backbone: TokenExtractor, *, dim: int, depth: int, heads: int) -> None:
        super().__init__()
        self.n_prefix = backbone.n_prefix
        self.embed = nn.Linear(backbone.token_dim, dim)
        self.mask_token = nn.Parameter(torch.randn(1, 1, dim) * 0.02)
        side = round(backbone.n_patches**0.5)
        self.register_buffer("positions", sine_positions(side, dim), persistent=False)
        block = nn.TransformerEncoderLayer(
            dim, heads, dim_feedforward=4 * dim, dropout=0.0, activation="gelu", batch_first=True, norm_first=True
        )
        self.blocks = nn.TransformerEncoder(block, depth, norm=nn.LayerNorm(dim), enable_nested_tensor=False)
        self.paint = nn.Linear(dim, 3 * backbone.patch_size**2)

    def forward(self, encoded: Tensor, kept: Tensor, hidden: Tensor) -> Tensor:
        """The pixels of the hidden patches, (B, H, p * p * 3), in the order of `hidden` (B, H).

        encoded: (B, prefix + K, D), the tokens of the patches `kept` (B, K) behind the prefix.
        """
        tokens = self.embed(encoded)
        seen = tokens[:, self.n_prefix :] + self.positions[kept]
        asked = self.mask_token + self.positions[hidden]
        decoded = self.blocks(torch.cat([tokens[:, : self.n_prefix], seen, asked.to(seen.dtype)], dim=1))
        painted: Tensor = self.paint(decoded[:, -hidden.shape[1] :])
        return painted


def sine_positions(side: int, dim: int) -> Tensor:
    """Fixed positions of a grid of patches, (side * side, dim) float32: sines and cosines of row and column."""
    frequencies = 10_000.0 ** -(torch.arange(dim // 4) / (dim / 4))
    angles = torch.arange(side)[:, None] * frequencies
    waves = torch.cat([angles.sin(), angles.cos()], dim=1)  # (side, dim / 2)
    rows, columns = waves[:, None].expand(-1, side, -1), waves[None].expand(side, -1, -1)
    return torch.cat([rows, columns], dim=2).flatten(0, 1)
