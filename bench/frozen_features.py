"""Frozen MobileNetV2 embeddings of image archives with class folders, computed once and kept in a cache folder.

The data and the weights are arguments: Winnow ships neither. `WINNOW_BENCH_DATA` names the folder that holds them and
`WINNOW_BENCH_CACHE` the one for the embeddings.
"""

import hashlib
import io
import os
import tempfile
import warnings
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from worker.select.pool import Float32, Int64

WEIGHTS = "mobilenet_v2-imagenet.safetensors"
_MEAN, _STD = np.array([0.485, 0.456, 0.406]), np.array([0.229, 0.224, 0.225])
_BATCH = 64

Network = Callable[[Float32], Float32]


@dataclass(frozen=True)
class Features:
    """(N, 1280) unit vectors with the class number of each."""

    vectors: Float32
    labels: Int64


def data_folder() -> Path:
    """Where the archives and the weights are; SystemExit when nobody has said it."""
    folder = os.environ.get("WINNOW_BENCH_DATA")
    if not folder or not Path(folder).is_dir():
        raise SystemExit(f"Set WINNOW_BENCH_DATA to the folder with {WEIGHTS} and the archives of images.")
    return Path(folder)


def features(archive: str) -> Features:
    """The embedding of an archive in the data folder, from the cache if it is there."""
    path = data_folder() / archive
    cache = Path(os.environ.get("WINNOW_BENCH_CACHE", str(Path(tempfile.gettempdir()) / "winnow-bench")))
    stamp = hashlib.sha256(f"{path.resolve()} {path.stat().st_size} v1".encode()).hexdigest()[:16]
    kept = cache / f"{path.stem}-{stamp}.npz"
    if not kept.exists():
        cache.mkdir(parents=True, exist_ok=True)
        vectors, labels = _embed(path)
        part = kept.with_suffix(".part")
        with part.open("wb") as file:
            np.savez(file, vectors=vectors, labels=labels)
        part.rename(kept)
    with np.load(kept) as arrays:
        return Features(arrays["vectors"], arrays["labels"])


def network() -> Network:
    """MobileNetV2 without its classifier: from (B, 3, 224, 224) float32 to (B, 1280)."""
    import torch
    from safetensors.torch import load_file
    from torchvision.models import mobilenet_v2

    model = mobilenet_v2()
    missing, unexpected = model.load_state_dict(load_file(str(data_folder() / WEIGHTS)), strict=False)
    assert not unexpected
    assert all(name.startswith("classifier") for name in missing)
    model.classifier = torch.nn.Identity()
    model.eval()
    if find_spec("onnxruntime") is not None:
        return _in_onnx(model)

    def run(pixels: Float32) -> Float32:
        with torch.inference_mode():
            found: Float32 = model(torch.from_numpy(pixels)).numpy()
        return found

    return run


def _in_onnx(model: Any) -> Network:
    """The same network, three times as fast on a CPU."""
    import onnxruntime  # type: ignore[import-untyped,unused-ignore]
    import torch

    file: Any = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        torch.onnx.export(
            model, (torch.zeros(1, 3, 224, 224),), file, dynamo=False, input_names=["x"], dynamic_axes={"x": {0: "n"}}
        )
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = torch.get_num_threads()
    session = onnxruntime.InferenceSession(file.getvalue(), options)
    return lambda pixels: session.run(None, {"x": pixels})[0]


def embed_images(images: Sequence[Image.Image], model: Network) -> Float32:
    """Unit vectors of some images, resized to 224 x 224 as they are."""
    found = [
        model(np.stack([_pixels(image) for image in images[start : start + _BATCH]]))
        for start in range(0, len(images), _BATCH)
    ]
    vectors = np.concatenate(found)
    unit: Float32 = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit


def _embed(path: Path) -> tuple[Float32, Int64]:
    model = network()
    vectors: list[Float32] = []
    with zipfile.ZipFile(path) as archive:
        names = sorted(name for name in archive.namelist() if not name.endswith("/"))
        classes = sorted({name.split("/")[-2] for name in names})
        for start in range(0, len(names), _BATCH):
            images = [Image.open(io.BytesIO(archive.read(name))) for name in names[start : start + _BATCH]]
            vectors.append(embed_images(images, model))
    labels = np.array([classes.index(name.split("/")[-2]) for name in names], dtype=np.int64)
    return np.concatenate(vectors), labels


def _pixels(image: Image.Image) -> npt.NDArray[np.float32]:
    resized = image.convert("RGB").resize((224, 224), Image.Resampling.BILINEAR)
    scaled = (np.asarray(resized) / 255 - _MEAN) / _STD
    return np.ascontiguousarray(scaled.transpose(2, 0, 1), dtype=np.float32)
