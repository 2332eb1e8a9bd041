"""Image files of unknown origin to RGB pixels.

A file is what its first bytes say, its extension proves nothing, and Pillow is only ever asked for that one format.
Whatever is wrong with a file ends as ImageRefused; nothing else leaves this module because of its contents.
"""

import io
import re
import struct
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import cast

import numpy as np
import numpy.typing as npt
import simplejpeg
from PIL import ExifTags, Image

Pixels = npt.NDArray[np.uint8]

MAX_PIXELS = 100_000_000
"""Images with more pixels are refused before any of them is decoded."""

# Pillow's own guard also sees what hides behind the header, like tiles and frames. Both settings count for the whole
# process: the context manager for warnings is not safe among threads.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS
warnings.filterwarnings("error", category=Image.DecompressionBombWarning)

_SIGNATURES = (
    ("JPEG", re.compile(rb"\xff\xd8\xff")),
    ("PNG", re.compile(rb"\x89PNG\r\n\x1a\n")),
    ("WEBP", re.compile(rb"RIFF.{4}WEBP", re.DOTALL)),
    ("GIF", re.compile(rb"GIF8[79]a")),
    ("TIFF", re.compile(rb"II[\x2a\x2b]\0|MM\0[\x2a\x2b]")),
    ("BMP", re.compile(rb"BM")),
    ("PPM", re.compile(rb"P[2356]\s")),
)
_TRUNCATED = re.compile(r"truncat|not enough|reach(ed)? (end|eof)|unexpected end|incomplete", re.IGNORECASE)
# What a broken EXIF block makes Pillow raise. It costs the orientation, not the image.
_EXIF_ERRORS = (OSError, ValueError, SyntaxError, LookupError, TypeError, struct.error, UserWarning)


class ImageRefused(Exception):
    """The bytes cannot become pixels. `reason` is a short sentence for the user."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def sniff_format(data: bytes) -> str | None:
    """The format by the first 12 bytes: JPEG, PNG, WEBP, GIF, TIFF, BMP or PPM (with PGM), None for anything else."""
    return next((name for name, signature in _SIGNATURES if signature.match(data)), None)


def image_size(data: bytes, *, max_pixels: int = MAX_PIXELS) -> tuple[str, int, int]:
    """(format, width, height) from the header alone, width and height as shown, that is after EXIF orientation.

    Raises ImageRefused for unknown formats, broken headers and more than `max_pixels`.
    """
    with _opened(data, max_pixels) as (image_format, image):
        width, height = image.size
        return (
            (image_format, height, width) if _orientation(image_format, image) >= 5 else (image_format, width, height)
        )


def decode_rgb(data: bytes, *, min_side: int | None = None, max_pixels: int = MAX_PIXELS) -> Pixels:
    """Decode to (H, W, 3) uint8, upright, transparency on white. Of animations and multi-page files the first image.

    min_side: JPEGs may come out reduced by 2, 4 or 8, which skips most of the work, as long as the short side keeps
    at least `min_side` pixels. `max_pixels` counts before any reduction and cannot exceed MAX_PIXELS.

    Raises ImageRefused for unknown formats, damaged or truncated files and more than `max_pixels`.
    """
    with _opened(data, max_pixels) as (image_format, image):
        return _decode(data, image_format, image, _orientation(image_format, image), min_side)


@dataclass(frozen=True, slots=True)
class Decoded:
    """An image with its facts; width and height are those of the whole image as shown, whatever the pixels are."""

    format: str
    width: int
    height: int
    pixels: Pixels


def decode_reduced(
    data: bytes, wanted: Callable[[int, int], tuple[int, int]], *, max_pixels: int = MAX_PIXELS
) -> Decoded:
    """`image_size` and `decode_rgb` in one go: `wanted(width, height)` says how large the pixels have to be at least.

    Raises ImageRefused as they do.
    """
    with _opened(data, max_pixels) as (image_format, image):
        orientation = _orientation(image_format, image)
        width, height = image.size if orientation < 5 else image.size[::-1]
        pixels = _decode(data, image_format, image, orientation, min(wanted(width, height)))
        return Decoded(image_format, width, height, pixels)


def _decode(data: bytes, image_format: str, image: Image.Image, orientation: int, min_side: int | None) -> Pixels:
    pixels = _decode_plain_jpeg(data, min_side) if _is_plain_jpeg(image_format, image) else None
    if pixels is None:
        if min_side is not None:
            image.draft(None, (min_side, min_side))
        pixels = np.array(_to_rgb(image_format, image))
    return _upright(pixels, orientation)


@contextmanager
def _opened(data: bytes, max_pixels: int) -> Iterator[tuple[str, Image.Image]]:
    """The format and the image with its header read. What goes wrong inside the block leaves as ImageRefused."""
    image_format = sniff_format(data)
    if image_format is None:
        raise ImageRefused("not an image of a supported format" if data else "the file is empty")
    try:
        with Image.open(io.BytesIO(data), formats=(image_format,)) as image:
            _check_size(image, max_pixels)
            yield image_format, image
    except ImageRefused:
        raise
    except Exception as error:
        raise ImageRefused(_reason(image_format, data, error)) from error


def _check_size(image: Image.Image, max_pixels: int) -> None:
    width, height = image.size
    if width * height > max_pixels:
        raise ImageRefused(f"the image has {width} x {height} pixels, more than {max_pixels}")


def _reason(image_format: str, data: bytes, error: Exception) -> str:
    """A sentence for the user. The message of the error is only searched, never shown."""
    if isinstance(error, Image.DecompressionBombError | Image.DecompressionBombWarning):
        return f"the image has more than {MAX_PIXELS} pixels"
    if isinstance(error, MemoryError):
        return "the image needs too much memory to decode"
    if isinstance(error, EOFError) or _TRUNCATED.search(str(error)) or _ends_early(image_format, data):
        return f"truncated {image_format} file: its end is missing"
    return f"damaged {image_format} file: it cannot be decoded"


def _ends_early(image_format: str, data: bytes) -> bool:
    """Whether the file contradicts its own idea of its end."""
    if image_format == "WEBP":
        return len(data) < int.from_bytes(data[4:8], "little") + 8
    if image_format == "JPEG":
        return b"\xff\xd9" not in data[-64:]
    return image_format == "PNG" and b"IEND" not in data[-64:]


def _orientation(image_format: str, image: Image.Image) -> int:
    """The EXIF orientation, 1 to 8, that is still to be applied."""
    if image_format == "TIFF":
        return 1  # Pillow turns TIFF images while it loads them, and reports their size as shown.
    try:
        # Not PngImageFile.getexif: it decodes the image to look for EXIF behind the pixels.
        value = Image.Image.getexif(image).get(ExifTags.Base.Orientation)
    except _EXIF_ERRORS:
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def _is_plain_jpeg(image_format: str, image: Image.Image) -> bool:
    return image_format == "JPEG" and image.mode in ("RGB", "L")


def _decode_plain_jpeg(data: bytes, min_side: int | None) -> Pixels | None:
    """Decode by libjpeg-turbo, a third faster than by Pillow. None when it objects: Pillow has the last word."""
    side = min_side or 0
    # Reductions by less than 2 cost more time than they save.
    factor = 1 if min_side is None else 2
    try:
        return cast("Pixels", simplejpeg.decode_jpeg(data, "RGB", min_height=side, min_width=side, min_factor=factor))
    except ValueError:
        return None


def _to_rgb(image_format: str, image: Image.Image) -> Image.Image:
    if image.mode.startswith("I;16") or (image.mode == "I" and image_format == "PPM"):
        # Pillow would clip 16 bits at 255 instead of scaling them.
        samples = np.asarray(image).astype(np.uint32)
        image = Image.fromarray(((samples * 255 + 32767) // 65535).astype(np.uint8))
    if image.mode in ("I", "F"):
        raise ImageRefused(f"{image_format} images with 32-bit samples have no fixed range: convert to 8 or 16 bits")
    if image.has_transparency_data:
        image = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    return image.convert("RGB")


def _upright(pixels: Pixels, orientation: int) -> Pixels:
    """Apply an EXIF orientation: 5 to 8 swap the axes, then the others are mirrors."""
    if orientation >= 5:
        pixels = pixels.swapaxes(0, 1)
    if orientation in (3, 4, 7, 8):
        pixels = pixels[::-1]
    if orientation in (2, 3, 6, 7):
        pixels = pixels[:, ::-1]
    return np.ascontiguousarray(pixels)
