"""Datasets of torchvision, read from where torchvision keeps them. torchvision itself is only asked to download."""

import urllib.error
from collections.abc import Callable
from pathlib import Path
from typing import Any

from store.specs.sources import TorchvisionSource
from worker.reporting import UserError
from worker.sources.cifar import read_cifar
from worker.sources.idx import read_idx_dataset
from worker.sources.packed import PackedImages, Split

_READERS: dict[str, Callable[[Path, str, str], Split]] = {
    "MNIST": read_idx_dataset,
    "FashionMNIST": read_idx_dataset,
    "KMNIST": read_idx_dataset,
    "CIFAR10": read_cifar,
    "CIFAR100": read_cifar,
}


def open_dataset(source: TorchvisionSource, root: Path) -> PackedImages:
    """The images of a dataset that is an array of pixels; an ImageFolder is a folder. Raises UserError."""
    splits = ("train", "test") if source.split == "all" else (source.split,)
    return PackedImages([_READERS[source.name](root, source.name, split) for split in splits])


def download(name: str, root: Path) -> None:
    """Let torchvision fetch what is missing in `root` and check its digests. Raises UserError if it cannot."""
    from torchvision import datasets

    known: Any = getattr(datasets, name)
    try:
        for train in (True, False):
            known(str(root), train=train, download=True)
    except (urllib.error.URLError, RuntimeError, OSError) as error:
        raise UserError(f"torchvision could not download {name} to the root of the dataset.") from error
