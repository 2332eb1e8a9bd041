"""Everything that ingestion learns about one image, from one decode."""

import hashlib
import io
import re
import struct
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import numpy as np
from PIL import ExifTags, Image
from pydantic import ConfigDict

from worker.images.decode import MAX_PIXELS, Decoded, ImageRefused, decode_reduced
from worker.ingest.names import folder_label
from worker.ingest.perceptual_hash import perceptual_hash
from worker.ingest.quality import Quality, measure

THUMBNAIL_SIDE = 256
_THUMBNAIL_QUALITY = 75
# Of 0 to 6. Above 0 the encoder takes longer than everything else together for a few per cent of the size.
_THUMBNAIL_EFFORT = 0

# How the block is announced in JPEG, PNG and WebP. The search is cheap, opening the file once more is not.
_EXIF_MARKERS = (b"Exif\0\0", b"eXIf", b"EXIF")
# What Pillow raises for a broken block, warnings included where they are errors.
_EXIF_ERRORS = (OSError, ValueError, SyntaxError, LookupError, TypeError, struct.error, UserWarning)
_EXIF_DATE = re.compile(r"(\d{4}):(\d\d):(\d\d) (\d\d):(\d\d):(\d\d)", re.ASCII)


@dataclass(frozen=True, slots=True)
class ImageFacts:
    """What is known about an image that decodes."""

    __pydantic_config__ = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")

    sha256: str
    """Of the file as it was uploaded, 64 hexadecimal digits."""
    size_bytes: int
    format: str
    width: int
    """Pixels, as the image is shown (after the EXIF orientation)."""
    height: int
    label: str | None
    """The last folder of the name, None at the top level."""
    taken_at: datetime | None
    """EXIF time of the exposure. A camera's clock knows no time zone; it is taken for UTC."""
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


def inspect_image(name: str, data: bytes, *, max_pixels: int = MAX_PIXELS) -> ImageFacts | Corrupt:
    """Decode the file `data`, called `name` in its archive, and measure it. Never raises for bad images."""
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        decoded = decode_reduced(data, reduced_size, max_pixels=max_pixels)
    except ImageRefused as refused:
        return Corrupt(sha256, len(data), refused.reason)
    return ImageFacts(
        sha256=sha256,
        size_bytes=len(data),
        format=decoded.format,
        width=decoded.width,
        height=decoded.height,
        label=folder_label(name),
        taken_at=_taken_at(data),
        **vars(look(_reduce(decoded))),
    )


@dataclass(frozen=True)
class Looks:
    """What the pixels of a reduced image say."""

    phash: str
    quality: Quality
    thumbnail: bytes


def look(reduced: Image.Image) -> Looks:
    """Measure an upright RGB image of the size that `reduced_size` gives."""
    luma = reduced.convert("L")
    return Looks(
        phash=perceptual_hash(luma),
        quality=measure(np.asarray(reduced), np.asarray(luma)),
        thumbnail=_encode_thumbnail(reduced),
    )


def reduced_size(width: int, height: int) -> tuple[int, int]:
    """Width and height with a long side of at most 256 px; smaller images stay as they are."""
    scale = min(1.0, THUMBNAIL_SIDE / max(width, height))
    return max(1, round(width * scale)), max(1, round(height * scale))


def _reduce(decoded: Decoded) -> Image.Image:
    size = reduced_size(decoded.width, decoded.height)
    image = Image.fromarray(decoded.pixels)
    return image if image.size == size else image.resize(size, Image.Resampling.BILINEAR)


def _encode_thumbnail(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "WEBP", quality=_THUMBNAIL_QUALITY, method=_THUMBNAIL_EFFORT)
    return buffer.getvalue()


def _taken_at(data: bytes) -> datetime | None:
    """The time of exposure out of EXIF, whose block parsers are as exposed as decoders: call it where those run."""
    if not any(marker in data for marker in _EXIF_MARKERS):
        return None
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP")) as image:
            # Not PngImageFile.getexif: it decodes the image once more.
            exif = Image.Image.getexif(image)
            value = exif.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.DateTimeOriginal)
            value = value or exif.get(ExifTags.Base.DateTime)
    except _EXIF_ERRORS:
        return None
    match = _EXIF_DATE.match(value) if isinstance(value, str) else None
    if match is None:
        return None
    try:
        return datetime.fromisoformat("{}-{}-{}T{}:{}:{}+00:00".format(*match.groups()))
    except ValueError:
        return None
