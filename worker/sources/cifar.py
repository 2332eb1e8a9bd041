"""CIFAR-10 and CIFAR-100 as their authors pack them for Python (https://www.cs.toronto.edu/~kriz/cifar.html).

The files are pickles, and a pickle can run any code. They are read by an unpickler that knows arrays of bytes and
nothing else; a file that asks for more is refused. Still, keep nothing below WINNOW_IMPORT_ROOTS that you do not trust.
"""

import io
import pickle
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from worker.reporting import UserError
from worker.sources.packed import Split

_SIDE = 32
_MAX_BYTES = 1 << 30
_BATCHES = {
    ("CIFAR10", "train"): tuple(f"data_batch_{number}" for number in range(1, 6)),
    ("CIFAR10", "test"): ("test_batch",),
    ("CIFAR100", "train"): ("train",),
    ("CIFAR100", "test"): ("test",),
}
_FOLDERS = {"CIFAR10": "cifar-10-batches-py", "CIFAR100": "cifar-100-python"}
_LABELS = {"CIFAR10": b"labels", "CIFAR100": b"fine_labels"}
_CLASSES = {"CIFAR10": ("batches.meta", b"label_names"), "CIFAR100": ("meta", b"fine_label_names")}


def read_cifar(root: Path, name: str, split: str) -> Split:
    """One split of CIFAR10 or CIFAR100 (fine labels), from `root` or the folder in it that torchvision makes.

    Raises UserError if files are missing or are not what they should be.
    """
    folder = next((place for place in (root / _FOLDERS[name], root) if (place / _CLASSES[name][0]).is_file()), None)
    if folder is None:
        raise UserError(f"There is no {_FOLDERS[name]} in the root of the dataset.")
    meta_name, meta_key = _CLASSES[name]
    classes = _load(folder / meta_name).get(meta_key)
    if not isinstance(classes, list) or not all(isinstance(label, bytes) for label in classes):
        raise UserError(f"{meta_name} does not name the classes.")
    batches = _Batches(folder, _BATCHES[name, split], _LABELS[name], len(classes))
    return Split(split, batches, batches.labels, [label.decode("utf-8", "replace") for label in classes])


class _Batches:
    """The images of several files, of which one is held at a time."""

    def __init__(self, folder: Path, names: tuple[str, ...], label_key: bytes, n_classes: int) -> None:
        self._paths = [folder / name for name in names]
        self._batch = lru_cache(maxsize=1)(_read_batch)
        labels = [_read_labels(path, label_key, n_classes) for path in self._paths]
        self._starts = np.cumsum([0, *map(len, labels)])
        self.labels: npt.NDArray[np.int64] = np.concatenate(labels)

    def __len__(self) -> int:
        return len(self.labels)

    def __getitem__(self, index: int) -> npt.NDArray[np.uint8]:
        number = int(np.searchsorted(self._starts, index, side="right")) - 1
        pixels = self._batch(self._paths[number])[index - self._starts[number]]
        # Stored as all reds, then all greens, then all blues.
        return np.ascontiguousarray(pixels.reshape(3, _SIDE, _SIDE).transpose(1, 2, 0))


def _read_batch(path: Path) -> npt.NDArray[np.uint8]:
    """(N, 3072) uint8."""
    data = _load(path).get(b"data")
    if not isinstance(data, _Array) or data.pixels.shape[1:] != (3 * _SIDE * _SIDE,):
        raise UserError(f"{path.name} does not hold images of {_SIDE} x {_SIDE} pixels.")
    return data.pixels


def _read_labels(path: Path, key: bytes, n_classes: int) -> npt.NDArray[np.int64]:
    batch = _load(path)
    labels, data = batch.get(key), batch.get(b"data")
    if not isinstance(labels, list) or not all(type(label) is int and 0 <= label < n_classes for label in labels):
        raise UserError(f"{path.name} has labels that are no class.")
    if not labels or not isinstance(data, _Array) or len(labels) != len(data.pixels):
        raise UserError(f"{path.name} has not one label for each image.")
    return np.array(labels, np.int64)


def _load(path: Path) -> dict[bytes, Any]:
    try:
        with path.open("rb") as file:
            content = file.read(_MAX_BYTES + 1)
    except OSError as error:
        raise UserError(f"There is no readable {path.name} in the root of the dataset.") from error
    if len(content) > _MAX_BYTES:
        raise UserError(f"{path.name} is larger than {_MAX_BYTES} bytes.")
    try:
        found = _ArraysOnly(io.BytesIO(content), encoding="bytes").load()
    except Exception as error:
        raise UserError(
            f"{path.name} is no file of CIFAR: it is damaged, or holds what is neither text nor array."
        ) from error
    if not isinstance(found, dict):
        raise UserError(f"{path.name} is no file of CIFAR.")
    return found


class _ArraysOnly(pickle.Unpickler):
    """Knows the four names that a pickled array of bytes uses, and has a harmless stand-in of its own for each."""

    def find_class(self, module: str, name: str) -> Any:
        """See pickle.Unpickler: what a name in the file stands for."""
        known = {
            ("numpy.core.multiarray", "_reconstruct"): _Array,
            ("numpy._core.multiarray", "_reconstruct"): _Array,
            ("numpy", "ndarray"): _Array,
            ("numpy", "dtype"): _Dtype,
            ("_codecs", "encode"): _encode,
        }
        if (module, name) not in known:
            raise pickle.UnpicklingError(f"{module}.{name} is not allowed")
        return known[module, name]


class _Array:
    """Takes the state of an array, after arguments that mean nothing here."""

    def __init__(self, *_: Any) -> None:
        self.pixels = np.empty((0, 0), np.uint8)

    def __setstate__(self, state: Any) -> None:
        _, shape, dtype, fortran, content = state
        if not isinstance(dtype, _Dtype) or fortran or not isinstance(content, bytes):
            raise pickle.UnpicklingError("only arrays of bytes are allowed")
        self.pixels = np.frombuffer(content, np.uint8).reshape(shape)


class _Dtype:
    """The type of a byte; no other can be made."""

    def __init__(self, code: Any, *_: Any) -> None:
        if code not in {"u1", b"u1"}:
            raise pickle.UnpicklingError("only arrays of bytes are allowed")

    def __setstate__(self, state: Any) -> None:
        """Byte order and layout, of which a byte has none."""


def _encode(text: str, encoding: str) -> bytes:
    """How Python 3 writes bytes in the pickle protocol that Python 2 reads."""
    if encoding not in {"latin1", b"latin1"}:
        raise pickle.UnpicklingError("only latin1 is allowed")
    return text.encode("latin-1")
