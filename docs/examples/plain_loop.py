"""A method of Winnow in a training loop of your own: `python docs/examples/plain_loop.py`."""

import torch

from store.specs.backbones import Backbone
from store.specs.methods import SimCLR
from store.specs.presets import simclr
from worker.augment import MultiView
from worker.pretrain.backbones import build_backbone
from worker.pretrain.methods import Moment, Views, build_method


def main(images: torch.Tensor, *, epochs: int = 2, batch_size: int = 32) -> list[float]:
    """Train on `images`, (N, S, S, 3) uint8; returns the loss of every step."""
    backbone = build_backbone(Backbone(width=8), image_size=32)
    method = build_method(SimCLR(hidden_dim=64, output_dim=32), backbone)
    optimizer = torch.optim.AdamW(method.parameters(), lr=1e-3)
    views_of = MultiView(simclr(32), image_size=32, global_views=2)
    generator = torch.Generator().manual_seed(0)
    losses, total = [], epochs * (len(images) // batch_size)
    for epoch in range(epochs):
        order = torch.randperm(len(images), generator=generator)
        for rows in order.split(batch_size)[: len(images) // batch_size]:
            moment = Moment(step=len(losses), total_steps=total, epoch=epoch)
            crops = views_of(images[rows], torch.ones(len(rows)), generator)
            step = method(Views(crops.global_crops, crops.local_crops, generator=generator), moment)
            optimizer.zero_grad()
            step.loss.backward()
            method.before_step(moment)
            optimizer.step()
            method.after_step(moment)
            losses.append(float(step.loss.detach()))
    return losses


if __name__ == "__main__":
    print(main(torch.randint(0, 256, (128, 40, 40, 3), dtype=torch.uint8)))
