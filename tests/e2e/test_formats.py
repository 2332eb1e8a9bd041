"""Every format in one upload to a running service, and the doors that `test_imports.py` leaves out."""

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from tests.e2e.stack import Stack, running_stack
from tests.pictures import picture, zipped
from tests.worker.sources.test_packed import write_mnist
from tests.worker.video.clips import make_clip
from tests.worker.video.test_frames import FORMATS as VIDEO_FORMATS

pytestmark = pytest.mark.e2e

_RGB = Image.fromarray(np.random.default_rng(0).integers(0, 256, (30, 40, 3), dtype=np.uint8))
_SIXTEEN = Image.fromarray(np.random.default_rng(1).integers(0, 65536, (30, 40), dtype=np.uint16))
_SIDEWAYS = Image.Exif()
_SIDEWAYS[0x0112] = 6

# name -> (picture, format, options of Pillow)
IMAGES: dict[str, tuple[Image.Image, str, dict[str, Any]]] = {
    "rgb.jpg": (_RGB, "JPEG", {}),
    "grey.jpg": (_RGB.convert("L"), "JPEG", {}),
    "cmyk.jpg": (_RGB.convert("CMYK"), "JPEG", {}),
    "progressive.jpg": (_RGB, "JPEG", {"progressive": True}),
    "sideways.jpg": (_RGB, "JPEG", {"exif": _SIDEWAYS}),
    "rgb.png": (_RGB, "PNG", {}),
    "alpha.png": (_RGB.convert("RGBA"), "PNG", {}),
    "palette.png": (_RGB.convert("P"), "PNG", {}),
    "sixteen.png": (_SIXTEEN, "PNG", {}),
    "lossy.webp": (_RGB, "WEBP", {}),
    "lossless.webp": (_RGB.convert("RGBA"), "WEBP", {"lossless": True}),
    "rgb.bmp": (_RGB, "BMP", {}),
    "rgb.tif": (_RGB, "TIFF", {}),
    "sixteen.tiff": (_SIXTEEN, "TIFF", {}),
    "moving.gif": (_RGB.convert("P"), "GIF", {"save_all": True, "append_images": [Image.new("P", (40, 30))]}),
    "rgb.ppm": (_RGB, "PPM", {}),
    "grey.pgm": (_RGB.convert("L"), "PPM", {}),
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("root")


@pytest.fixture(scope="module")
def stack(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    with running_stack("sqlite", tmp_path_factory.mktemp("stack"), WINNOW_IMPORT_ROOTS=str(root)) as running:
        yield running


def encoded(image: Image.Image, kind: str, options: dict[str, Any]) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def test_every_format_comes_in_by_one_upload(stack: Stack, tmp_path: Path) -> None:
    files = {f"images/{name}": encoded(*how) for name, how in IMAGES.items()}
    for name, codec, container, b_frames in VIDEO_FORMATS:
        options = {"x265-params": "log-level=none"} if codec == "libx265" else {}
        clip = make_clip(tmp_path / name, codec=codec, container=container, b_frames=b_frames, options=options)
        files[f"videos/{name}"] = clip.read_bytes()
    dataset_id = stack.post("/v1/datasets", {"name": "formats"})["id"]
    stack.succeeded(stack.upload(dataset_id, "formats.zip", zipped(files))["job_id"])
    samples = stack.get(f"/v1/datasets/{dataset_id}/samples", limit=200)["items"]
    images = {sample["filename"]: sample for sample in samples if sample["kind"] == "image"}
    assert {name: (sample["status"], sample["format"]) for name, sample in images.items()} == {
        f"images/{name}": ("ok", kind) for name, (_, kind, _) in IMAGES.items()
    }
    sizes = {name: (sample["width"], sample["height"]) for name, sample in images.items()}
    assert sizes.pop("images/sideways.jpg") == (30, 40)
    assert set(sizes.values()) == {(40, 30)}
    videos = {video["filename"]: video for video in stack.get(f"/v1/datasets/{dataset_id}/videos")["items"]}
    assert {name: (video["status"], video["frame_count"]) for name, video in videos.items()} == {
        f"videos/{name}": ("ok", 30) for name, *_ in VIDEO_FORMATS
    }
    for video in videos.values():  # one frame for each of three seconds, at its exact time
        frames = [sample for sample in samples if sample["video_id"] == video["id"]]
        assert [frame["frame_seconds"] - frames[0]["frame_seconds"] for frame in frames] == [0, 1, 2]
    for sample in samples:
        thumbnail = stack.client.get(f"/v1/datasets/{dataset_id}/samples/{sample['id']}/thumbnail").content
        assert Image.open(io.BytesIO(thumbnail)).size == (sample["width"], sample["height"])


def test_idx_files_by_reference(stack: Stack, root: Path) -> None:
    folder = root / "idx"
    _, labels = write_mnist(folder, packed=True)
    dataset_id = stack.post("/v1/datasets", {"name": "idx"})["id"]
    source = {"type": "torchvision", "name": "FashionMNIST", "root": str(folder), "split": "train"}
    spec = {"kind": "ingest", "dataset_id": dataset_id, "source": source}
    files = [stack.succeeded(stack.post("/v1/jobs", spec)["id"])["result"]["files"] for _ in range(2)]
    assert (files[0]["accepted"], files[1]["present"], files[1]["accepted"]) == (len(labels), len(labels), 0)


@pytest.mark.parametrize("kind", ["jsonl", "csv"])
def test_a_manifest_by_reference_with_its_report(stack: Stack, root: Path, kind: str) -> None:
    folder = root / kind
    folder.mkdir()
    rows = []
    for number in range(3):
        (folder / f"{number}.png").write_bytes(picture(number))
        rows.append({"uri": (folder / f"{number}.png").as_uri(), "label": f"label{number}"})
    rows.append({"uri": "file:///etc/passwd", "label": "secret"})
    if kind == "jsonl":
        content = "".join(json.dumps(row) + "\n" for row in rows)
    else:
        content = "uri,label\n" + "".join(f"{row['uri']},{row['label']}\n" for row in rows)
    dataset_id = stack.post("/v1/datasets", {"name": kind})["id"]
    params: dict[str, Any] = {"filename": f"list.{kind}", "ingest": False}
    uploads = f"/v1/datasets/{dataset_id}/uploads"
    upload_id = stack.client.post(uploads, params=params, content=content.encode()).json()["id"]
    source = {"type": "manifest", "upload_id": upload_id, "format": kind, "copy": False}
    spec = {"kind": "ingest", "dataset_id": dataset_id, "source": source}
    job = stack.succeeded(stack.post("/v1/jobs", spec)["id"])
    report = [json.loads(line) for line in stack.client.get(f"/v1/jobs/{job['id']}/items.jsonl").text.splitlines()]
    assert [item["outcome"] for item in report] == ["accepted"] * 3 + ["refused"]
    assert report[3]["reason"]
    samples = stack.get(f"/v1/datasets/{dataset_id}/samples")["items"]
    assert [sample["label"] for sample in samples] == ["label0", "label1", "label2"]
