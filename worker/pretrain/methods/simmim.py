"""SimMIM: a Simple Framework for Masked Image Modeling (Xie et al. 2022)."""

import torch
from torch import Tensor, nn

from store.specs import methods as specs
from worker.pretrain.backbones import TokenExtractor
from worker.pretrain.methods.base import Moment, SelfSupervised, Step, Views
from worker.pretrain.methods.patches import blocks_per_side, draw_blocks, patchify


class SimMIM(SelfSupervised):
    """A vision transformer that sees a token instead of some patches, and one linear layer that paints these."""

    backbone: TokenExtractor

    def __init__(self, spec: specs.SimMIM, backbone: TokenExtractor) -> None:
        super().__init__(backbone)
        backbone.mask_token.requires_grad_(True)
        self.mask_ratio, self.mask_block = spec.mask_ratio, spec.mask_block
        self.paint = nn.Linear(backbone.token_dim, 3 * backbone.patch_size**2)

    def training_step(self, views: Views, moment: Moment) -> Step:
        """See SelfSupervised."""
        del moment
        (images,) = views.global_crops
        mask = self._draw_mask(len(images), views.generator).to(images.device)
        tokens = self.backbone.tokens(images, mask=mask)[:, self.backbone.n_prefix :]
        painted = self.paint(tokens[mask])
        target = patchify(images.float(), self.backbone.patch_size)[mask]
        return Step((painted.float() - target).abs().mean())

    def _draw_mask(self, batch: int, generator: torch.Generator | None) -> Tensor:
        side = round(self.backbone.n_patches**0.5)
        block = min(self.mask_block, max(1, side // 2))  # at least four squares, or there is nothing left to see
        noise = torch.rand(batch, blocks_per_side(side, block) ** 2, generator=generator)
        return draw_blocks(noise, side=side, block=block, ratio=self.mask_ratio)
