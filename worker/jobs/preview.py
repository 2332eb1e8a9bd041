"""preview: a picture of what a transform makes of one sample."""

from typing import Any

import numpy as np
import torch
from PIL import Image

from store import samples
from store.specs.previews import PreviewSpec
from worker.augment.contact_sheet import contact_sheet
from worker.engine.context import JobContext
from worker.images.cache import cache_side, squash
from worker.jobs import files
from worker.jobs.originals import Originals
from worker.reporting import UserError

# WebP without loss, in what a person waits for.
_OPTIONS: dict[str, dict[str, Any]] = {"png": {"optimize": False}, "webp": {"lossless": True, "method": 0}}


def job(context: JobContext) -> None:
    """Decode the sample as the pixel cache does, draw its views, publish the picture."""
    spec = context.spec
    assert isinstance(spec, PreviewSpec)
    context.progress("preview", 0, 1, "pictures")
    with context.database.read() as session:
        sample = samples.get(session, spec.dataset_id, spec.sample_id)
        digest, source_uri = sample.sha256, sample.source_uri
    with Originals(context.settings, context.blobs) as originals:
        data = originals.read(digest, source_uri)
    side = cache_side(spec.image_size)
    squashed = squash(data, side)
    if squashed is None:
        raise UserError(f"{spec.sample_id} cannot be decoded: choose a sample whose status is ok")
    content, aspect = squashed
    pixels = torch.from_numpy(np.frombuffer(bytearray(content), np.uint8).reshape(1, side, side, 3))
    generator = torch.Generator().manual_seed(spec.seed)
    sheet = contact_sheet(
        pixels,
        torch.tensor([aspect]),
        spec.views(),
        image_size=spec.image_size,
        n=spec.n_views,
        generator=generator,
    )
    path = context.scratch / f"preview.{spec.format}"
    Image.fromarray(sheet.picture).save(path, spec.format.upper(), **_OPTIONS[spec.format])
    stored = files.publish(context, path)
    with context.succeed() as (_, result):
        result |= {
            "sections": [section._asdict() for section in sheet.sections],
            "artifacts": [files.artifact(stored, media_type=f"image/{spec.format}")],
        }
