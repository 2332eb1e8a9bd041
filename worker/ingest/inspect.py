"""Everything that ingestion learns about one image, from one decode."""

import hashlib
import io
import math
import re
from dataclasses import dataclass
from typing import Literal

import numpy as np
from PIL import Image

from worker.images.decode import ImageRefused, decode_rgb, image_size
from worker.ingest.limits import ArchiveLimits
from worker.ingest.names import folder_label
from worker.ingest.perceptual_hash import perceptual_hash
from worker.ingest.quality import Quality, measure

THUMBNAIL_SIDE = 256
_THUMBNAIL_QUALITY = 75
# Of 0 to 6. Above 0 the encoder takes longer than everything else together for a few per cent of the size.
_THUMBNAIL_EFFORT = 0

_EXIF_SUBDIRECTORY = 0x8769
_DATE_TIME_ORIGINAL = 0x9003
_DATE_TIME = 0x0132
_EXIF_DATE = re.compile(r"(\d{4}):(\d\d):(\d\d) (\d\d):(\d\d):(\d\d)", re.ASCII)


@dataclass(frozen=True, slots=True)
class ImageFacts:
    """What is known about an image that decodes."""

    sha256: str
    """Of the file as it was uploaded, 64 hexadecimal digits."""
    size_bytes: int
    format: str
    width: int
    """Pixels, as the image is shown (after the EXIF orientation)."""
    height: int
    label: str | None
    """The last folder of the name, None at the top level."""
    captured_at: str | None
    """EXIF time as YYYY-MM-DDTHH:MM:SS on the camera's clock, which knows no time zone."""
    phash: str
    """64-bit perceptual hash, 16 hexadecimal digits."""
    quality: Quality
    thumbnail: bytes
    """WebP, long side at most 256 px, upright, without any metadata."""
    status: Literal["ok"] = "ok"


@dataclass(frozen=True, slots=True)
class Corrupt:
    """An image that does not decode. `reason` is a sentence for the user."""

    sha256: str
    size_bytes: int
    reason: str
    status: Literal["corrupt"] = "corrupt"


def inspect_image(name: str, data: bytes, *, max_pixels: int = ArchiveLimits.max_pixels) -> ImageFacts | Corrupt:
    """Decode the file `data`, called `name` in its archive, and measure it. Never raises for bad images."""
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        image_format, width, height = image_size(data)
        if width * height > max_pixels:
            raise ImageRefused(f"the image has {width} x {height} pixels, more than {max_pixels}")
        reduced = _reduce(data, width, height)
    except ImageRefused as refused:
        return Corrupt(sha256, len(data), str(refused))
    luma = reduced.convert("L")
    return ImageFacts(
        sha256=sha256,
        size_bytes=len(data),
        format=image_format,
        width=width,
        height=height,
        label=folder_label(name),
        captured_at=_captured_at(data),
        phash=perceptual_hash(luma),
        quality=measure(np.asarray(reduced), np.asarray(luma)),
        thumbnail=_encode_thumbnail(reduced),
    )


def _reduce(data: bytes, width: int, height: int) -> Image.Image:
    """The upright image with a long side of at most 256 px; smaller images stay as they are."""
    scale = min(1.0, THUMBNAIL_SIDE / max(width, height))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    image = Image.fromarray(decode_rgb(data, min_side=min(size)))
    return image if image.size == size else image.resize(size, Image.Resampling.BILINEAR)


def _encode_thumbnail(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "WEBP", quality=_THUMBNAIL_QUALITY, method=_THUMBNAIL_EFFORT)
    return buffer.getvalue()


def _captured_at(data: bytes) -> str | None:
    """The time of exposure out of EXIF, whose block parsers are as exposed as decoders: call it where those run."""
    if b"Exif\0" not in data[:65536] and b"eXIf" not in data and b"EXIF" not in data:
        return None
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP", "TIFF")) as image:
            exif = image.getexif()
            value = exif.get_ifd(_EXIF_SUBDIRECTORY).get(_DATE_TIME_ORIGINAL) or exif.get(_DATE_TIME)
    except (OSError, ValueError, SyntaxError, KeyError, TypeError, struct.error):
        return None
    match = _EXIF_DATE.match(value) if isinstance(value, str) else None
    return "{}-{}-{}T{}:{}:{}".format(*match.groups()) if match and _is_date(match) else None
