"""A preview out of a real worker, by one request."""

import io

import numpy as np
import pytest
from PIL import Image

from tests.e2e.stack import Stack
from tests.pictures import class_folders, zipped

pytestmark = pytest.mark.e2e


def test_one_request_shows_the_views_of_a_sample(stack: Stack) -> None:
    dataset_id = stack.dataset(f"preview {stack.port}", zipped(class_folders(2, side=40)))
    sample = stack.get(f"/v1/datasets/{dataset_id}/samples")["items"][0]
    transform = {"query": {"ops": [{"op": "vertical_flip", "probability": 1}]}, "local": {"count": 2}}
    body = {"dataset_id": dataset_id, "sample_id": sample["id"], "transform": transform, "image_size": 32, "n_views": 9}
    answer = stack.client.post("/v1/transforms/preview", json=body, headers={"Prefer": "wait=60"}, timeout=90)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png"), answer.text
    sheet = np.asarray(Image.open(io.BytesIO(answer.content)))
    assert sheet.shape == (5 * 36, 8 * 36, 3)
    original, flipped = (sheet[top : top + 32, 2:34].astype(int) for top in (2, 38))
    assert np.abs(flipped - original[::-1]).max() <= 1
    assert np.abs(flipped - original).max() > 10
    sections = stack.get(answer.headers["location"])["result"]["sections"]
    assert [(section["view"], section["rows"]) for section in sections] == [("original", 1), ("query", 2), ("local", 2)]
