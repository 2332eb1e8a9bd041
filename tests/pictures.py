"""Small images for tests: made here, so that nobody needs to bring any."""

import io
import zipfile
from collections.abc import Mapping

import numpy as np
from PIL import Image


def picture(seed: int, *, label: int = 0, side: int = 24) -> bytes:
    """A PNG with stripes whose direction and colour depend on `label`, and noise that depends on `seed`."""
    rng = np.random.default_rng(seed)
    rows, columns = np.mgrid[0:side, 0:side]
    wave = np.sin((rows if label % 2 else columns) * (0.4 + 0.3 * label) + rng.uniform(0, 6))
    color = np.roll(np.array([200, 120, 60]), label)
    pixels = 128 + 0.4 * wave[..., None] * color + rng.normal(0, 12, (side, side, 3))
    file = io.BytesIO()
    Image.fromarray(pixels.clip(0, 255).astype(np.uint8)).save(file, "PNG")
    return file.getvalue()


def class_folders(count: int, *, labels: int = 3, side: int = 24) -> dict[str, bytes]:
    """`count` pictures in folders named after their label."""
    return {
        f"class{index % labels}/{index:04}.png": picture(index, label=index % labels, side=side)
        for index in range(count)
    }


def zipped(files: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return file.getvalue()
