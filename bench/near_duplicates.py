"""Do planted near duplicates go, and lookalikes stay? `python -m bench.near_duplicates`.

Photographs of an archive (see `bench.frozen_features`) get four copies each: half the size, cropped by a tenth,
recompressed, brighter. The hard negatives are the photographs themselves: ten kinds of clothes, often in the same pose
on the same floor. `deduplicate` with its default settings is to remove every copy and no photograph. A copy that stays
costs recall, a photograph that goes costs precision.
"""

import io
import json
import zipfile

import numpy as np
from PIL import Image, ImageEnhance

from bench.frozen_features import data_folder, embed_images, network
from store.specs.strategies import DeduplicateStrategy
from worker.select import select
from worker.select.pool import Float32

ARCHIVE = "clothing-validation.zip"
DISTANCES = (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5)


def copies(image: Image.Image) -> dict[str, Image.Image]:
    """What people and tools do to a picture that remains the same picture."""
    width, height = image.size
    margin_x, margin_y = round(width * 0.05), round(height * 0.05)
    file = io.BytesIO()
    image.save(file, "JPEG", quality=30)
    return {
        "resize": image.resize((width // 2, height // 2), Image.Resampling.LANCZOS),
        "crop": image.crop((margin_x, margin_y, width - margin_x, height - margin_y)),
        "jpeg": Image.open(file),
        "brightness": ImageEnhance.Brightness(image).enhance(1.25),
    }


def planted() -> tuple[Float32, list[str]]:
    """Unit vectors of the photographs and then of their copies, with what each of them is."""
    model = network()
    with zipfile.ZipFile(data_folder() / ARCHIVE) as archive:
        names = sorted(name for name in archive.namelist() if not name.endswith("/"))
        images = [Image.open(io.BytesIO(archive.read(name))).convert("RGB") for name in names]
    vectors, kinds = [embed_images(images, model)], ["photograph"] * len(images)
    for kind in ("resize", "crop", "jpeg", "brightness"):
        vectors.append(embed_images([copies(image)[kind].convert("RGB") for image in images], model))
        kinds += [kind] * len(images)
    return np.concatenate(vectors), kinds


def score(vectors: Float32, kinds: list[str], max_distance: float | None = None) -> dict[str, float]:
    """Precision and recall, and the recall of every kind of copy."""
    spec = DeduplicateStrategy() if max_distance is None else DeduplicateStrategy(max_distance=max_distance)
    stays = np.zeros(len(kinds), dtype=np.bool_)
    stays[select(spec, vectors, n_samples=len(kinds)).rows] = True
    kind = np.array(kinds)
    is_copy = kind != "photograph"
    removed = ~stays
    found = {
        "precision": float((removed & is_copy).sum() / max(1, removed.sum())),
        "recall": float(removed[is_copy].mean()),
    }
    return found | {f"recall of {one}": float(removed[kind == one].mean()) for one in dict.fromkeys(kind[is_copy])}


def main() -> None:
    vectors, kinds = planted()
    print("| max_distance | precision | recall |\n|---|---|---|")
    for distance in DISTANCES:
        found = score(vectors, kinds, distance)
        print(f"| {distance:g} | {found['precision']:.3f} | {found['recall']:.3f} |", flush=True)
    default = score(vectors, kinds)
    figures = {name: round(value, 4) for name, value in default.items()}
    figures |= {"photographs": kinds.count("photograph"), "copies": len(kinds) - kinds.count("photograph")}
    checks = {f"{name} is at least 0.95 at the default": default[name] >= 0.95 for name in ("precision", "recall")}
    print(json.dumps({"bench": "near_duplicates", "ratios": {}, "checks": checks, "figures": figures}))


if __name__ == "__main__":
    main()
