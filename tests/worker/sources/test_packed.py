"""Datasets of torchvision: IDX files and CIFAR's pickles, which are never allowed to run anything."""

import gzip
import hashlib
import io
import os
import pickle
import struct
from pathlib import Path
from typing import Any, cast

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from store.specs.sources import TorchvisionSource
from tests.worker.sources.web import Web, body
from worker.ingest import Refusal
from worker.reporting import UserError
from worker.sources import SourceEntry, open_dataset
from worker.sources.idx import read_idx
from worker.sources.torchvision_dataset import download

Array = npt.NDArray[np.uint8]


def idx(array: Array) -> bytes:
    return bytes([0, 0, 8, array.ndim]) + struct.pack(f">{array.ndim}I", *array.shape) + array.tobytes()


def write_mnist(folder: Path, *, split: str = "train", count: int = 7, packed: bool = False) -> tuple[Array, Array]:
    """Random images of 28 x 28 pixels in the four-file layout; returns images and labels."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(count)
    images = rng.integers(0, 256, (count, 28, 28), dtype=np.uint8)
    labels = rng.integers(0, 10, count, dtype=np.uint8)
    for kind, array in (("images-idx3", images), ("labels-idx1", labels)):
        path = folder / f"{split}-{kind}-ubyte"
        if packed:
            path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(idx(array)))
        else:
            path.write_bytes(idx(array))
    return images, labels


def source(name: str, **fields: Any) -> TorchvisionSource:
    return TorchvisionSource.model_validate({"type": "torchvision", "name": name, "root": "/data", **fields})


def decoded(content: bytes | Refusal) -> Array:
    assert isinstance(content, bytes)
    with Image.open(io.BytesIO(content)) as image:
        assert image.format == "PNG"
        return np.asarray(image)


@pytest.mark.parametrize("folder", [".", "raw", "FashionMNIST/raw"])
@pytest.mark.parametrize("packed", [False, True])
def test_idx_files_where_people_keep_them(tmp_path: Path, folder: str, packed: bool) -> None:
    images, labels = write_mnist(tmp_path / folder, packed=packed)
    dataset = open_dataset(source("FashionMNIST"), tmp_path)
    found = list(dataset.read(0, len(dataset.entries)))
    assert len(found) == len(images)
    for (entry, content), image in zip(found, images, strict=True):
        np.testing.assert_array_equal(decoded(content), image)
        assert isinstance(entry, SourceEntry)
    first = cast("SourceEntry", dataset.entries[0])
    classes = ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"]
    assert first.label == classes[labels[0]]
    assert first.name == f"train/{classes[labels[0]].replace('/', '-')}/00000.png"


def test_both_splits_follow_each_other(tmp_path: Path) -> None:
    train, _ = write_mnist(tmp_path, split="train", count=5)
    test, _ = write_mnist(tmp_path, split="t10k", count=3)
    dataset = open_dataset(source("MNIST", split="all"), tmp_path)
    assert [entry.index for entry in dataset.entries] == list(range(8))
    found = [decoded(content) for _, content in dataset.read(4, 6)]
    np.testing.assert_array_equal(found, [train[4], test[0]])
    assert len({entry.name for entry in dataset.entries}) == 8


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\0\0\x08", b"\0\0\x08\x03\0\0", b"\0\0\x0d\x01\0\0\0\x01\0\0\0\0", b"not an idx file at all",
        idx(np.zeros((2, 3), np.uint8)) + b"more", idx(np.zeros((2, 3), np.uint8))[:-1],
        bytes([0, 0, 8, 3]) + b"\xff" * 12,
    ],
)  # fmt: skip
def test_damaged_idx_files_are_errors(tmp_path: Path, content: bytes) -> None:
    for name, data in (
        ("images", content),
        ("images.gz", gzip.compress(content)),
        ("cut.gz", gzip.compress(content)[:-9]),
    ):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(UserError):
            read_idx(tmp_path / name)


def test_a_gzip_bomb_is_read_no_further_than_it_says(tmp_path: Path) -> None:
    path = tmp_path / "bomb.gz"
    path.write_bytes(gzip.compress(bytes([0, 0, 8, 1]) + struct.pack(">I", 10) + bytes(50_000_000)))
    with pytest.raises(UserError, match="not as long as"):
        read_idx(path)


def test_images_and_labels_must_fit_together(tmp_path: Path) -> None:
    write_mnist(tmp_path, count=5)
    (tmp_path / "train-labels-idx1-ubyte").write_bytes(idx(np.zeros(4, np.uint8)))
    with pytest.raises(UserError, match="differ in number"):
        open_dataset(source("MNIST"), tmp_path)
    (tmp_path / "train-labels-idx1-ubyte").write_bytes(idx(np.full(5, 10, np.uint8)))
    with pytest.raises(UserError, match="labels above 9"):
        open_dataset(source("MNIST"), tmp_path)


def test_a_missing_dataset_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="train-images-idx3-ubyte"):
        open_dataset(source("KMNIST"), tmp_path)
    with pytest.raises(UserError, match="cifar-10-batches-py"):
        open_dataset(source("CIFAR10"), tmp_path)


def write_cifar(root: Path) -> tuple[Array, list[int]]:
    """CIFAR-10 with 4 images per file, pickled as its authors did; returns the images of the first two files."""
    folder = root / "cifar-10-batches-py"
    folder.mkdir()
    rng = np.random.default_rng(0)
    images, labels = [], []
    for name in [*(f"data_batch_{i}" for i in range(1, 6)), "test_batch"]:
        pixels = rng.integers(0, 256, (4, 32, 32, 3), dtype=np.uint8)
        batch = {
            b"data": pixels.transpose(0, 3, 1, 2).reshape(4, 3072).copy(),
            b"labels": rng.integers(0, 10, 4).tolist(),
        }
        (folder / name).write_bytes(pickle.dumps(batch, protocol=2))
        images.append(pixels)
        labels += batch[b"labels"]
    names = {b"label_names": [f"class {i}".encode() for i in range(10)]}
    (folder / "batches.meta").write_bytes(pickle.dumps(names, protocol=2))
    return np.concatenate(images), labels


def test_cifar_is_read_without_torchvision(tmp_path: Path) -> None:
    images, labels = write_cifar(tmp_path)
    dataset = open_dataset(source("CIFAR10", split="all"), tmp_path)
    assert len(dataset.entries) == 24
    found = list(dataset.read(0, 24))
    np.testing.assert_array_equal([decoded(content) for _, content in found], images)
    assert [cast("SourceEntry", entry).label for entry, _ in found] == [f"class {label}" for label in labels]
    assert found[21][0].name.startswith("test/")


class Attack:
    """A pickle of this runs a command when it is read by anybody who trusts it."""

    def __init__(self, command: str) -> None:
        self.command = command

    def __reduce__(self) -> tuple[Any, ...]:
        return os.system, (self.command,)


def test_a_pickle_that_runs_something_is_refused(tmp_path: Path) -> None:
    write_cifar(tmp_path)
    folder, marker = tmp_path / "cifar-10-batches-py", tmp_path / "it ran"
    good = (folder / "batches.meta").read_bytes()
    hostile = [
        pickle.dumps(Attack(f"touch '{marker}'"), protocol=2),
        pickle.dumps({b"label_names": [Attack(f"touch '{marker}'")]}),
        b"cbuiltins\neval\n(S'open(\"x\")'\ntR.",
        b"cnumpy\nload\n(S'x'\ntR.",
        b"cnumpy.core.multiarray\nscalar\n(tR.",
        pickle.dumps({b"label_names": np.array([print], dtype=object)}, protocol=2),
        good[:-5],
        b"",
        pickle.dumps([1, 2]),
    ]
    for content in hostile:
        (folder / "batches.meta").write_bytes(content)
        with pytest.raises(UserError):
            open_dataset(source("CIFAR10"), tmp_path)
    assert not marker.exists()


def test_cifar_files_of_the_wrong_shape_are_errors(tmp_path: Path) -> None:
    write_cifar(tmp_path)
    path = tmp_path / "cifar-10-batches-py" / "data_batch_3"
    for batch in (
        {b"data": np.zeros((4, 3000), np.uint8), b"labels": [0] * 4},
        {b"data": np.zeros((4, 3072), np.uint8), b"labels": [0] * 3},
        {b"data": np.zeros((4, 3072), np.uint8), b"labels": [10] * 4},
        {b"data": np.zeros((4, 3072), np.float32), b"labels": [0] * 4},
        {},
    ):
        path.write_bytes(pickle.dumps(batch, protocol=2))
        with pytest.raises(UserError):
            list(open_dataset(source("CIFAR10"), tmp_path).read(0, 20))


def test_a_dataset_is_downloaded_by_torchvision_when_asked(
    tmp_path: Path, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    from torchvision.datasets import MNIST

    images, _ = write_mnist(tmp_path / "server", split="train", packed=True)
    write_mnist(tmp_path / "server", split="t10k", packed=True)
    files = sorted((tmp_path / "server").iterdir())
    web.pages |= {f"/{path.name}": body(path.read_bytes()) for path in files}
    monkeypatch.setattr(MNIST, "mirrors", [web.url("/")])
    digests = [(path.name, hashlib.md5(path.read_bytes()).hexdigest()) for path in files]
    monkeypatch.setattr(MNIST, "resources", digests)
    (tmp_path / "root").mkdir()
    download("MNIST", tmp_path / "root")
    dataset = open_dataset(source("MNIST"), tmp_path / "root")
    np.testing.assert_array_equal([decoded(content) for _, content in dataset.read(0, len(images))], images)
    web.pages[f"/{files[0].name}"] = body(b"another file")
    (tmp_path / "other").mkdir()
    with pytest.raises(UserError, match="could not download"):
        download("MNIST", tmp_path / "other")
