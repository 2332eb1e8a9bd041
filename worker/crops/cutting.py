"""Cutting boxes out of images, and storing what comes out."""

import io
from typing import Literal

import numpy as np
import simplejpeg
from PIL import Image

from worker.crops.boxes import Box
from worker.images.decode import Pixels

JPEG_QUALITY = 92


def cut(pixels: Pixels, box: Box) -> Pixels:
    """The part (box.height, box.width, 3) of an image (H, W, 3), uint8, in memory of its own."""
    return np.ascontiguousarray(pixels[box.y : box.y + box.height, box.x : box.x + box.width])


def encode(pixels: Pixels, image_format: Literal["jpeg", "png"]) -> bytes:
    """An image file. The same pixels give the same bytes, so that making a crop again finds that it is there."""
    if image_format == "jpeg":
        encoded: bytes = simplejpeg.encode_jpeg(pixels, JPEG_QUALITY, "RGB", "444")
        return encoded
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "PNG")
    return buffer.getvalue()
