"""`python -m worker.demo_data OUT.zip` writes scikit-learn's handwritten digits as PNG class folders."""

import io
import sys
import zipfile
from pathlib import Path

import numpy as np
from PIL import Image
from sklearn.datasets import load_digits

_SIDE = 32


def write_digits(path: Path) -> int:
    """Write 1,797 greyscale digits of 32 px, 10 class folders, to a zip at `path`. Returns their number."""
    digits = load_digits()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for index, (values, label) in enumerate(zip(digits.images, digits.target, strict=True)):
            pixels = np.round(values * 255 / 16).astype(np.uint8)
            image = Image.fromarray(pixels).resize((_SIDE, _SIDE), Image.Resampling.BICUBIC)
            file = io.BytesIO()
            image.save(file, "PNG")
            archive.writestr(f"{label}/{index:04}.png", file.getvalue())
    return len(digits.target)


if __name__ == "__main__":
    write_digits(Path(sys.argv[1]))
