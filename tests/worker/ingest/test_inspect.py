"""Facts about images, against computations that do not share code with the product."""

import hashlib
import io
import math
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image, ImageFilter
from scipy import fft, ndimage

from tests.worker.ingest.archives import GOOD_JPEG, make_image
from worker.ingest.inspect import Corrupt, ImageFacts, inspect_image
from worker.ingest.perceptual_hash import perceptual_hash
from worker.ingest.quality import SNR_CEILING_DB, Quality, measure

Pixels = NDArray[np.uint8]


def facts_of(data: bytes, name: str = "x.jpg") -> ImageFacts:
    facts = inspect_image(name, data)
    assert isinstance(facts, ImageFacts)
    return facts


def encode(pixels: Pixels, kind: str = "PNG") -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, kind)
    return buffer.getvalue()


def noise(seed: int, height: int = 60, width: int = 80) -> Pixels:
    return np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8)


def quality_of(pixels: Pixels) -> Quality:
    return measure(pixels, np.asarray(Image.fromarray(pixels).convert("L")))


def test_identity() -> None:
    facts = facts_of(GOOD_JPEG, "train/cats/x.jpg")
    assert facts.sha256 == hashlib.sha256(GOOD_JPEG).hexdigest()
    assert (facts.size_bytes, facts.format, facts.label) == (len(GOOD_JPEG), "JPEG", "cats")
    assert (facts.width, facts.height) == (24, 16)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "BMP", "GIF", "TIFF", "PPM"])
def test_formats(kind: str) -> None:
    facts = facts_of(make_image(1, size=(50, 30), kind=kind))
    assert (facts.format, facts.width, facts.height) == (kind, 50, 30)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_orientation_is_applied(orientation: int) -> None:
    """The left half is white as stored; shown upright it must be where EXIF puts it."""
    stored = np.zeros((40, 60, 3), np.uint8)
    stored[:, :30] = 255
    exif = Image.Exif()
    exif[0x0112] = orientation
    buffer = io.BytesIO()
    Image.fromarray(stored).save(buffer, "JPEG", exif=exif)
    facts = facts_of(buffer.getvalue())
    assert (facts.width, facts.height) == ((60, 40) if orientation < 5 else (40, 60))
    thumbnail = np.asarray(Image.open(io.BytesIO(facts.thumbnail)).convert("L"))
    assert thumbnail.shape == (facts.height, facts.width)
    white = {1: "left", 2: "right", 3: "right", 4: "left", 5: "top", 6: "top", 7: "bottom", 8: "bottom"}[orientation]
    picture = {"left": thumbnail, "right": thumbnail[:, ::-1], "top": thumbnail.T, "bottom": thumbnail[::-1].T}[white]
    assert picture[:, : picture.shape[1] // 2 - 5].min() > 200
    assert picture[:, picture.shape[1] // 2 + 5 :].max() < 55


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((1000, 500), (256, 128)),
        ((533, 400), (256, 192)),
        ((400, 533), (192, 256)),
        ((257, 256), (256, 255)),
        ((256, 256), (256, 256)),
        ((32, 32), (32, 32)),
        ((3000, 2), (256, 1)),
        ((1, 1), (1, 1)),
    ],
)
def test_thumbnail(kind: str, size: tuple[int, int], expected: tuple[int, int]) -> None:
    data = make_image(5, size=size, kind=kind)
    thumbnail = Image.open(io.BytesIO(facts_of(data).thumbnail))
    assert (thumbnail.format, thumbnail.mode, thumbnail.size) == ("WEBP", "RGB", expected)
    if min(size) < 8:
        return  # libjpeg fills up blocks by repeating the border, which a reduced decode averages in
    reference = Image.open(io.BytesIO(data)).convert("RGB").resize(expected, Image.Resampling.BOX)
    difference = np.asarray(thumbnail, float) - np.asarray(reference, float)
    assert np.sqrt(np.mean(difference**2)) < 12


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2024:02:29 23:59:58", datetime(2024, 2, 29, 23, 59, 58, tzinfo=UTC)),
        ("2023:02:29 00:00:00", None),
        ("0000:00:00 00:00:00", None),
        ("yesterday", None),
        ("", None),
    ],
)
@pytest.mark.parametrize("tag", ["original", "plain"])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_exif_time(value: str, expected: datetime | None, tag: str, kind: str) -> None:
    exif = Image.Exif()
    exif[0x010E] = "a picture"
    if tag == "original":
        exif.get_ifd(0x8769)[0x9003] = value
    else:
        exif[0x0132] = value
    assert facts_of(make_image(1, kind=kind, exif=exif)).taken_at == expected


def test_no_exif_no_time() -> None:
    assert facts_of(GOOD_JPEG).taken_at is None


@settings(deadline=None, max_examples=60)
@given(st.binary(min_size=1, max_size=200), st.integers(0, 500))
def test_damaged_exif_never_stops_an_image(junk: bytes, position: int) -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = "2024:02:29 23:59:58"
    data = make_image(1, exif=exif)
    start = data.index(b"Exif\0\0") + 6
    length = int.from_bytes(data[start - 8 : start - 6], "big") - 8
    position %= length
    junk = junk[: length - position]
    broken = data[: start + position] + junk + data[start + position + len(junk) :]
    assert len(broken) == len(data)
    assert isinstance(inspect_image("x.jpg", broken), ImageFacts | Corrupt)


def test_too_many_pixels_are_corrupt() -> None:
    assert isinstance(inspect_image("x", GOOD_JPEG, max_pixels=24 * 16), ImageFacts)
    refused = inspect_image("x", GOOD_JPEG, max_pixels=24 * 16 - 1)
    assert isinstance(refused, Corrupt)
    assert "24 x 16" in refused.reason
    assert refused.sha256 == hashlib.sha256(GOOD_JPEG).hexdigest()


def test_metrics_against_scipy() -> None:
    pixels = np.asarray(Image.fromarray(noise(7)).filter(ImageFilter.GaussianBlur(1)))
    quality = quality_of(pixels)
    luma = np.asarray(Image.fromarray(pixels).convert("L")).astype(float)
    laplacian = ndimage.laplace(luma)[1:-1, 1:-1]
    assert quality.sharpness == pytest.approx(laplacian.var(), rel=1e-4)
    assert quality.luminance == pytest.approx(luma.mean() / 255, rel=1e-5)
    assert quality.contrast == pytest.approx(luma.std() / 255, rel=1e-5)
    mask = ndimage.convolve(luma, np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]]))[1:-1, 1:-1]
    height, width = luma.shape
    sigma = math.sqrt(math.pi / 2) * np.abs(mask).sum() / (6 * (width - 2) * (height - 2))
    assert quality.snr == pytest.approx(20 * math.log10(luma.mean() / sigma), rel=1e-4)


def test_luma_weights() -> None:
    pixels = np.zeros((8, 8, 3), np.uint8)
    for channel, weight in enumerate([0.299, 0.587, 0.114]):
        pixels[:] = 0
        pixels[..., channel] = 255
        assert quality_of(pixels).luminance == pytest.approx(weight, abs=0.003)


def test_noise_estimate_finds_the_noise_that_was_added() -> None:
    rng = np.random.default_rng(0)
    grey = np.clip(128 + rng.normal(0, 8, (200, 200)), 0, 255).astype(np.uint8)
    quality = quality_of(np.dstack([grey] * 3))
    assert quality.snr == pytest.approx(20 * math.log10(128 / 8), abs=0.5)


def test_colorfulness_of_known_pictures() -> None:
    """Hasler and Suesstrunk: 0 without colour; of a flat red, only the means count."""
    grey = np.repeat(noise(1)[..., :1], 3, axis=2)
    assert quality_of(grey).colorfulness == pytest.approx(0, abs=1e-4)
    red = np.zeros((8, 8, 3), np.uint8)
    red[..., 0] = 255
    assert quality_of(red).colorfulness == pytest.approx(0.3 * math.hypot(255, 127.5), rel=1e-5)
    halves = red.copy()
    halves[:, 4:] = [0, 255, 0]
    assert quality_of(halves).colorfulness == pytest.approx(255 + 0.3 * 127.5, rel=1e-5)


def test_sharpness_falls_with_blur() -> None:
    picture = Image.fromarray(noise(3))
    values = [quality_of(np.asarray(picture.filter(ImageFilter.GaussianBlur(r)))).sharpness for r in (0, 1, 2, 4)]
    assert values == sorted(values, reverse=True)


def test_uniform_rows_are_letterboxes() -> None:
    pixels = noise(2, 60, 80)
    pixels[:12] = 0
    pixels[-3:] = 255
    assert quality_of(pixels).uniform_row_ratio == pytest.approx(0.25)


@pytest.mark.parametrize("shape", [(1, 1, 3), (2, 50, 3), (50, 2, 3)])
@pytest.mark.parametrize("value", [0, 255])
def test_flat_and_tiny_pictures_have_finite_metrics(shape: tuple[int, int, int], value: int) -> None:
    facts = facts_of(encode(np.full(shape, value, np.uint8)))
    quality = facts.quality
    assert (quality.sharpness, quality.contrast, quality.uniform_row_ratio) == (0, 0, 1)
    assert 0 <= quality.snr <= SNR_CEILING_DB
    assert len(facts.phash) == 16


def bits(facts: ImageFacts) -> int:
    return int(facts.phash, 16)


def test_phash_against_scipy() -> None:
    luma = Image.fromarray(np.asarray(Image.open(io.BytesIO(make_image(9, size=(90, 70)))).convert("L")))
    small = np.asarray(luma.resize((32, 32), Image.Resampling.BILINEAR), float)
    low = fft.dctn(small, type=2)[:8, :8] / 4
    low[0, 0] = 0
    expected = np.packbits(low > np.median(low)).tobytes().hex()
    assert (int(perceptual_hash(luma), 16) ^ int(expected, 16)).bit_count() <= 2


def test_phash_of_copies_is_near_and_of_others_far() -> None:
    original = make_image(1, size=(400, 300), kind="PNG")
    picture = Image.open(io.BytesIO(original)).convert("RGB")
    copies = []
    for size, quality in [((400, 300), 40), ((200, 150), 90), ((640, 480), 70)]:
        buffer = io.BytesIO()
        picture.resize(size).save(buffer, "JPEG", quality=quality)
        copies.append(facts_of(buffer.getvalue()))
    for copy in copies:
        assert (bits(facts_of(original)) ^ bits(copy)).bit_count() <= 8
    for seed in range(20, 30):
        assert (bits(facts_of(original)) ^ bits(facts_of(make_image(seed, size=(400, 300))))).bit_count() > 12
