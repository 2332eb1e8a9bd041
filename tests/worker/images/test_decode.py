"""Files of every supported kind, and files that only pretend."""

import io
import random
import re
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pytest
import simplejpeg
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageOps

from worker.images.decode import ImageRefused, Pixels, decode_rgb, image_size, sniff_format

ORIENTATION = 0x0112
FORMATS = ("JPEG", "PNG", "WEBP", "BMP", "TIFF", "GIF", "PPM")


def encode(image: Image.Image, image_format: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, image_format, **options)
    return buffer.getvalue()


def gradient(width: int = 40, height: int = 24) -> Image.Image:
    """Red grows to the right, green grows downwards, blue is constant: every orientation looks different."""
    rows, columns = np.mgrid[0:height, 0:width]
    pixels = np.stack([columns * 255 // (width - 1), rows * 255 // (height - 1), np.full_like(rows, 60)], 2)
    return Image.fromarray(pixels.astype(np.uint8))


def close(decoded: Pixels, image: Image.Image, tolerance: float = 12) -> bool:
    expected = np.asarray(image.convert("RGB")).astype(int)
    return decoded.shape == expected.shape and float(np.abs(decoded.astype(int) - expected).mean()) <= tolerance


@pytest.mark.parametrize("image_format", FORMATS)
def test_every_format_is_told_by_its_first_bytes_and_decoded(image_format: str) -> None:
    data = encode(gradient(), image_format)
    assert sniff_format(data[:16]) == image_format
    assert image_size(data) == (image_format, 40, 24)
    decoded = decode_rgb(data)
    assert decoded.dtype == np.uint8
    assert decoded.flags.c_contiguous
    assert decoded.flags.writeable
    assert close(decoded, gradient())


@pytest.mark.parametrize(
    "data",
    [b"", b"hello world, this is text", b"%PDF-1.4 ...", b"PK\x03\x04....", b"<svg></svg>", b"%!PS-Adobe-3.0 EPSF-3.0"],
)
def test_other_files_are_refused_without_a_decoder(data: bytes) -> None:
    assert sniff_format(data) is None
    for function in (decode_rgb, image_size):
        with pytest.raises(ImageRefused, match="empty" if not data else "not an image of a supported format"):
            function(data)


def test_formats_outside_the_list_are_refused_though_pillow_reads_them() -> None:
    for image_format in ("ICO", "TGA", "SGI", "JPEG2000"):
        with pytest.raises(ImageRefused):
            decode_rgb(encode(gradient(), image_format))


@pytest.mark.parametrize("image_format", ["JPEG", "PNG", "WEBP", "TIFF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_exif_orientation_is_applied_once_in_every_format(image_format: str, orientation: int) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    options = {"lossless": True} if image_format == "WEBP" else {}
    data = encode(gradient(), image_format, exif=exif, **options)
    upright = gradient()
    upright.getexif()[ORIENTATION] = orientation
    upright = ImageOps.exif_transpose(upright)
    assert close(decode_rgb(data), upright)
    assert close(decode_rgb(data, min_side=12), upright) or image_format == "JPEG"
    assert image_size(data) == (image_format, *upright.size)


@pytest.mark.parametrize("mode", ["RGB", "CMYK"])
def test_a_reduced_jpeg_is_turned_too(mode: str) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    big = gradient(400, 240)
    reduced = decode_rgb(encode(big.convert(mode), "JPEG", exif=exif), min_side=60)
    assert reduced.shape == (100, 60, 3)
    assert close(reduced, big.transpose(Image.Transpose.ROTATE_270).resize((60, 100)))


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
@pytest.mark.parametrize(
    "block", [b"Exif\0\0garbage", b"Exif\0\0II*\0\xff\xff\xff\xff", b"Exif\0\0MM\0*\0\0\0\x08\xff\xff"]
)
def test_a_broken_exif_block_does_not_cost_the_image(block: bytes) -> None:
    data = encode(gradient(), "JPEG", exif=block)
    assert close(decode_rgb(data), gradient())
    assert image_size(data) == ("JPEG", 40, 24)


@pytest.mark.parametrize("value", [0, 9, 77])
def test_an_orientation_that_does_not_exist_is_ignored(value: int) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = value
    assert close(decode_rgb(encode(gradient(), "JPEG", exif=exif)), gradient())


@settings(max_examples=40, deadline=None)
@given(
    width=st.integers(1, 300),
    height=st.integers(1, 300),
    min_side=st.integers(1, 200),
    mode=st.sampled_from(["RGB", "L", "CMYK"]),
)
def test_reduced_jpegs_keep_the_short_side_and_never_grow(width: int, height: int, min_side: int, mode: str) -> None:
    data = encode(Image.new(mode, (width, height)), "JPEG")
    decoded_height, decoded_width, _ = decode_rgb(data, min_side=min_side).shape
    assert min(decoded_height, decoded_width) >= min(min_side, width, height)
    assert decoded_height <= height
    assert decoded_width <= width
    if min(width, height) >= 2 * min_side:
        assert min(decoded_height, decoded_width) < min(width, height)


@pytest.mark.parametrize("image_format", ["PNG", "TIFF", "PPM"])
def test_sixteen_bit_grey_is_scaled_and_not_clipped(image_format: str) -> None:
    samples = np.array([[0, 128, 257, 32768, 65407, 65535]], dtype=np.uint16)
    decoded = decode_rgb(encode(Image.fromarray(samples), image_format))
    assert decoded[0, :, 0].tolist() == [0, 0, 1, 128, 255, 255]
    assert np.array_equal(decoded[..., 0], decoded[..., 2])


def test_big_endian_sixteen_bit_tiff() -> None:
    # width, height, bits, no compression, black is zero, where the pixels are, samples, rows per strip, bytes
    tags = {256: 2, 257: 1, 258: 16, 259: 1, 262: 1, 273: 122, 277: 1, 278: 1, 279: 4}
    directory = b"".join(struct.pack(">HHII", tag, 4, 1, value) for tag, value in tags.items())
    data = b"MM\0*" + struct.pack(">IH", 8, len(tags)) + directory + bytes(4) + struct.pack(">HH", 65535, 32768)
    assert len(data) == 122 + 4
    assert decode_rgb(data)[0, :, 1].tolist() == [255, 128]


@pytest.mark.parametrize("mode", ["I", "F"])
def test_samples_of_32_bits_are_refused_with_advice(mode: str) -> None:
    with pytest.raises(ImageRefused, match="convert to 8 or 16 bits"):
        decode_rgb(encode(Image.new(mode, (4, 4)), "TIFF"))


@pytest.mark.parametrize(
    ("mode", "image_format"),
    [("1", "PNG"), ("L", "JPEG"), ("P", "PNG"), ("P", "GIF"), ("CMYK", "JPEG"), ("YCbCr", "TIFF")],
)
def test_other_colour_modes_become_rgb(mode: str, image_format: str) -> None:
    image = gradient().convert(mode)
    assert close(decode_rgb(encode(image, image_format)), image, tolerance=6)


@pytest.mark.parametrize("image_format", ["PNG", "WEBP", "TIFF"])
@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_transparency_shows_white(image_format: str, mode: str) -> None:
    image = Image.new("RGBA", (3, 1))
    for x, alpha in enumerate((0, 128, 255)):
        image.putpixel((x, 0), (0, 0, 0, alpha))
    options = {"lossless": True, "exact": True} if image_format == "WEBP" else {}
    decoded = decode_rgb(encode(image.convert(mode), image_format, **options))
    assert np.abs(decoded[0, :, 0].astype(int) - [255, 127, 0]).max() <= 1


def test_a_transparent_palette_entry_shows_white() -> None:
    image = Image.new("P", (2, 1))
    image.putpalette([10, 20, 30, 40, 50, 60])
    image.putpixel((1, 0), 1)
    for image_format in ("PNG", "GIF"):
        decoded = decode_rgb(encode(image, image_format, transparency=0))
        assert decoded[0].tolist() == [[255, 255, 255], [40, 50, 60]]


@pytest.mark.parametrize("image_format", ["GIF", "WEBP", "PNG", "TIFF"])
def test_the_first_frame_counts(image_format: str) -> None:
    first, second = Image.new("RGB", (8, 8), (200, 0, 0)), Image.new("RGB", (8, 8), (0, 0, 200))
    data = encode(first, image_format, save_all=True, append_images=[second])
    assert np.abs(decode_rgb(data)[0, 0].astype(int) - [200, 0, 0]).max() <= 4


def test_both_jpeg_decoders_agree() -> None:
    data = encode(gradient(320, 200), "JPEG", quality=95)
    pillow = np.asarray(Image.open(io.BytesIO(data)).convert("RGB")).astype(int)
    assert np.abs(decode_rgb(data).astype(int) - pillow).max() <= 2


def test_too_many_pixels_are_refused_by_the_header() -> None:
    with pytest.raises(ImageRefused, match="40 x 24 pixels, more than 959"):
        decode_rgb(encode(gradient(), "PNG"), max_pixels=959)
    assert decode_rgb(encode(gradient(), "PNG"), max_pixels=960).shape == (24, 40, 3)


@pytest.mark.parametrize("side", [11_000, 60_000])
def test_a_bomb_is_refused_without_decoding(side: int) -> None:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
    data = b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    for function in (decode_rgb, image_size):
        with pytest.raises(ImageRefused, match="pixels"):
            function(data)


@pytest.mark.parametrize("image_format", ["JPEG", "PNG", "WEBP", "BMP", "GIF", "PPM"])
@pytest.mark.parametrize("min_side", [None, 16])
def test_truncated_files_are_refused_as_such(image_format: str, min_side: int | None) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (120, 120, 3), dtype=np.uint8)
    data = encode(Image.fromarray(pixels), image_format)
    with pytest.raises(ImageRefused, match=f"^truncated {image_format} file"):
        decode_rgb(data[: len(data) // 2], min_side=min_side)


def test_a_truncated_cmyk_jpeg_is_refused_too() -> None:
    data = encode(gradient(200, 200).convert("CMYK"), "JPEG")
    with pytest.raises(ImageRefused, match="truncated JPEG"):
        decode_rgb(data[: len(data) // 2])


@contextmanager
def collecting(reasons: set[str]) -> Iterator[None]:
    try:
        yield
    except ImageRefused as refused:
        reasons.add(refused.reason)


def damaged(data: bytes, rng: random.Random) -> bytes:
    """Cut, overwrite or repeat some bytes."""
    changed = bytearray(data)
    for _ in range(rng.randint(1, 8)):
        at = rng.randrange(len(changed))
        changed[at : at + rng.randint(0, 6)] = rng.randbytes(rng.randint(0, 6))
        if not changed:
            break
    return bytes(changed[: rng.randint(1, len(changed))] if changed and rng.random() < 0.5 else changed)


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
@pytest.mark.parametrize("image_format", FORMATS)
def test_hostile_bytes_decode_or_are_refused_in_a_plain_sentence(image_format: str) -> None:
    rng = random.Random(image_format)
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    options = {"exif": exif} if image_format in ("JPEG", "PNG", "WEBP", "TIFF") else {}
    data = encode(gradient(), image_format, **options)
    reasons: set[str] = set()
    for _ in range(150):
        for function in (decode_rgb, image_size):
            with collecting(reasons):
                function(damaged(data, rng), max_pixels=1_000_000)
    assert reasons
    for reason in reasons:
        assert re.fullmatch(r"[A-Za-z0-9 ,:'-]{10,100}", reason)


def test_a_jpeg_with_flaws_that_decoders_survive_is_kept() -> None:
    pixels = np.asarray(gradient(64, 64))
    data = simplejpeg.encode_jpeg(np.ascontiguousarray(pixels))
    start_of_scan = data.index(b"\xff\xda")
    padded = data[:start_of_scan] + b"\0\0\0" + data[start_of_scan:]
    with pytest.raises(ValueError, match="extraneous"):
        simplejpeg.decode_jpeg(padded)
    assert close(decode_rgb(padded), gradient(64, 64))
