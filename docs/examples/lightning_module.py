"""A method of Winnow in a Lightning Trainer: `python docs/examples/lightning_module.py`."""

from typing import Any

import pytorch_lightning as pl
import torch
from torch import Tensor
from torch.utils.data import DataLoader, TensorDataset

from store.specs.backbones import Backbone
from store.specs.methods import MoCo
from store.specs.presets import moco
from worker.augment import MultiView
from worker.pretrain.backbones import build_backbone
from worker.pretrain.methods import Moment, Views, build_method


class Pretraining(pl.LightningModule):
    """Any method; batches are (B, S, S, 3) uint8 pixels."""

    def __init__(self) -> None:
        super().__init__()
        self.method = build_method(
            MoCo(hidden_dim=64, output_dim=32, memory_bank_size=256), build_backbone(Backbone(width=8), image_size=32)
        )
        self.views_of = MultiView(moco(32), image_size=32, global_views=2)
        self.generator = torch.Generator().manual_seed(0)
        self.losses: list[float] = []

    def moment(self, *, stepped: bool = False) -> Moment:
        """Where the run stands; `stepped` when Lightning has counted the step already."""
        total = int(self.trainer.estimated_stepping_batches)
        return Moment(step=self.global_step - stepped, total_steps=total, epoch=self.current_epoch)

    def training_step(self, batch: list[Tensor], _: int) -> Tensor:
        (pixels,) = batch
        crops = self.views_of(pixels, torch.ones(len(pixels)), self.generator)
        loss: Tensor = self.method(Views(crops.global_crops, generator=self.generator), self.moment()).loss
        self.losses.append(float(loss.detach()))
        return loss

    def on_before_optimizer_step(self, *_: Any) -> None:
        self.method.before_step(self.moment())

    def on_train_batch_end(self, *_: Any) -> None:
        self.method.after_step(self.moment(stepped=True))

    def configure_optimizers(self) -> torch.optim.Optimizer:
        return torch.optim.SGD(self.method.parameters(), lr=0.05, momentum=0.9)


def main(images: Tensor, *, epochs: int = 2, batch_size: int = 32) -> Pretraining:
    """Train on `images`, (N, S, S, 3) uint8."""
    module = Pretraining()
    loader = DataLoader(TensorDataset(images), batch_size=batch_size, shuffle=True, drop_last=True)
    trainer = pl.Trainer(
        max_epochs=epochs, accelerator="cpu", logger=False, enable_checkpointing=False, enable_progress_bar=False,
        enable_model_summary=False,
    )  # fmt: skip
    trainer.fit(module, loader)
    return module


if __name__ == "__main__":
    print(main(torch.randint(0, 256, (128, 40, 40, 3), dtype=torch.uint8)).losses)
