"""lightly the way its documentation trains SimCLR and embeds: its transform, loss and head in a plain PyTorch loop.

Everything is at the documented setting (temperature 0.5, SGD at 0.06 without momentum, one pass for each view, no
channels_last), with two loader workers for a machine of two cores.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch
from lightly.loss import NTXentLoss
from lightly.models.modules import SimCLRProjectionHead
from lightly.transforms.simclr_transform import SimCLRTransform
from torch import Tensor, nn
from torch.utils.data import DataLoader
from torchvision.datasets import ImageFolder
from torchvision.transforms import Compose, Normalize, Resize, ToTensor

WORKERS = 2


class SimCLR(nn.Module):
    """A backbone and lightly's projection head."""

    def __init__(self, backbone: nn.Module, feature_dim: int) -> None:
        super().__init__()
        self.backbone = backbone
        self.projection_head = SimCLRProjectionHead(feature_dim, feature_dim, 128)

    def forward(self, images: Tensor) -> Any:
        return self.projection_head(self.backbone(images).flatten(start_dim=1))


def loader(folder: Path, *, image_size: int, batch_size: int) -> DataLoader[Any]:
    """Two views of each file."""
    transform = SimCLRTransform(input_size=image_size, gaussian_blur=0.0 if image_size <= 32 else 0.5)
    dataset = ImageFolder(str(folder), transform=transform)
    return DataLoader(dataset, batch_size=batch_size, shuffle=True, drop_last=True, num_workers=WORKERS)


def steps(model: SimCLR, batches: DataLoader[Any]) -> Iterator[None]:
    """Train for ever; yields after every step."""
    criterion, optimizer = NTXentLoss(), torch.optim.SGD(model.parameters(), lr=0.06)
    model.train()
    while True:
        for (first, second), _ in batches:
            loss = criterion(model(first), model(second))
            loss.backward()
            optimizer.step()
            optimizer.zero_grad()
            yield


def embed(backbone: nn.Module, folder: Path, *, image_size: int, batch_size: int) -> Tensor:
    """(N, D) features of every file, in the order of the folder."""
    transform = Compose([
        Resize((image_size, image_size)), ToTensor(), Normalize((0.485, 0.456, 0.406), (0.229, 0.224, 0.225)),
    ])  # fmt: skip
    dataset = ImageFolder(str(folder), transform=transform)
    batches = DataLoader(dataset, batch_size=batch_size, shuffle=False, drop_last=False, num_workers=WORKERS)
    backbone.eval()
    found = []
    with torch.no_grad():
        for images, _ in batches:
            found.append(backbone(images).flatten(start_dim=1))
    return torch.cat(found)
