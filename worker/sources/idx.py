"""MNIST and its kin: IDX files (http://yann.lecun.com/exdb/mnist/), plain or gzipped, wherever a folder keeps them."""

import gzip
import math
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from worker.reporting import UserError
from worker.sources.packed import Split

_UINT8 = 0x08
_MAX_BYTES = 1 << 30
_PREFIX = {"train": "train", "test": "t10k"}
_CLASSES = {
    "MNIST": tuple("0123456789"),
    "KMNIST": ("o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo"),
    "FashionMNIST": (
        "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot",
    ),
}  # fmt: skip


def read_idx_dataset(root: Path, name: str, split: str) -> Split:
    """One split of MNIST, KMNIST or FashionMNIST. Its files may lie in `root`, or in `raw` as torchvision lays them.

    Raises UserError if they are missing or do not fit together.
    """
    images = read_idx(_find(root, name, f"{_PREFIX[split]}-images-idx3-ubyte"))
    labels = read_idx(_find(root, name, f"{_PREFIX[split]}-labels-idx1-ubyte"))
    classes = _CLASSES[name]
    if images.ndim != 3 or labels.ndim != 1 or len(images) != len(labels) or 0 in images.shape:
        raise UserError(f"The IDX files of {name} ({split}) do not fit together: images and labels differ in number.")
    if labels.max() >= len(classes):
        raise UserError(f"The IDX files of {name} ({split}) have labels above {len(classes) - 1}.")
    return Split(split, images, labels.astype(np.int64), classes)


def read_idx(path: Path) -> npt.NDArray[np.uint8]:
    """The array of an IDX file of unsigned bytes. Raises UserError for a damaged file or one above 1 GiB."""
    try:
        with path.open("rb") as plain, gzip.GzipFile(fileobj=plain) as unpacked:
            file: BinaryIO = unpacked if path.suffix == ".gz" else plain  # type: ignore[assignment]
            return _array(file, path.name)
    except (OSError, EOFError, zlib.error) as error:
        raise UserError(f"{path.name} cannot be read: it is damaged, or the worker may not read it.") from error


def _array(file: BinaryIO, name: str) -> npt.NDArray[np.uint8]:
    magic = file.read(4)
    if len(magic) < 4 or magic[:3] != bytes([0, 0, _UINT8]) or not 1 <= magic[3] <= 3:
        raise UserError(f"{name} is no IDX file of unsigned bytes.")
    shape = tuple(np.frombuffer(file.read(4 * magic[3]).ljust(4 * magic[3], b"\0"), ">u4").tolist())
    size = math.prod(shape)
    if not 0 < size <= _MAX_BYTES:
        raise UserError(f"{name} claims {size} bytes, which is not between 1 and {_MAX_BYTES}.")
    # One byte more than announced: what the header says is a claim, and gzip may hold a thousand times the file.
    content = file.read(size + 1)
    if len(content) != size:
        raise UserError(f"{name} is not as long as its header says.")
    return np.frombuffer(content, np.uint8).reshape(shape)


def _find(root: Path, name: str, file_name: str) -> Path:
    for candidate in _candidates(root, name, file_name):
        if candidate.is_file():
            return candidate
    raise UserError(f"There is no {file_name} and no {file_name}.gz in the root of the dataset.")


def _candidates(root: Path, name: str, file_name: str) -> Iterator[Path]:
    for folder in (root, root / "raw", root / name / "raw"):
        yield folder / file_name
        yield folder / f"{file_name}.gz"
