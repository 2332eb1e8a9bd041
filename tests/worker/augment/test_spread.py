"""Threads share a batch, and nobody sees that they do."""

import threading
from collections.abc import Iterator

import pytest
import torch

from store.specs.transforms import ViewTransform
from tests.worker.augment.test_batch import noise, seeded
from worker.augment import BatchAugment, center_crop
from worker.augment.batch import IMAGENET_MEAN, IMAGENET_STD
from worker.augment.spread import over_chunks


@pytest.fixture
def three_threads() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(3)
    yield
    torch.set_num_threads(before)


def test_every_part_is_worked_on_once_by_threads_that_compute_alone(three_threads: None) -> None:
    pixels = torch.zeros(100, 200, 200, 3, dtype=torch.uint8)
    seen: list[tuple[slice, int, int]] = []
    meeting = threading.Barrier(3, timeout=20)

    def work(part: slice) -> None:
        if part.start < 24:
            meeting.wait()  # three parts at the same time
        seen.append((part, threading.get_ident(), torch.get_num_threads()))

    over_chunks(pixels, work)
    assert sorted(index for part, _, _ in seen for index in range(100)[part]) == list(range(100))
    assert len({thread for _, thread, _ in seen}) == 3
    assert {alone for _, _, alone in seen} == {1}
    assert torch.get_num_threads() == 3
    later: list[int] = []
    thread = threading.Thread(target=lambda: later.append(torch.get_num_threads()))
    thread.start()
    thread.join()
    assert later == [3]


def test_views_are_those_of_one_thread(three_threads: None) -> None:
    pixels, aspect = noise(90, 120), torch.ones(90)
    view = ViewTransform(rotation=0.5, gaussian_noise=0.5, cutout=0.5, jigsaw=0.5, solarize=0.5, rotate_90=0.5)
    augment = BatchAugment(view, image_size=48)
    spread = augment(pixels, aspect, seeded(1))
    whole = center_crop(pixels, aspect, image_size=48, mean=IMAGENET_MEAN, std=IMAGENET_STD)
    assert torch.equal(spread, augment(pixels, aspect, seeded(1)))
    torch.set_num_threads(1)
    assert torch.allclose(augment(pixels, aspect, seeded(1)), spread, atol=1e-5)
    alone = center_crop(pixels, aspect, image_size=48, mean=IMAGENET_MEAN, std=IMAGENET_STD)
    assert torch.allclose(alone, whole, atol=1e-5)


def test_an_error_in_a_part_is_raised(three_threads: None) -> None:
    def fail(part: slice) -> None:
        raise RuntimeError(f"part {part.start}")

    with pytest.raises(RuntimeError, match="part 0"):
        over_chunks(torch.zeros(100, 8, 8, 3, dtype=torch.uint8), fail)


@pytest.mark.parametrize("mode", [torch.inference_mode, torch.no_grad], ids=["inference", "no_grad"])
def test_threads_are_in_the_mode_of_their_caller(three_threads: None, mode: type) -> None:
    pixels, aspect = noise(90, 120), torch.ones(90)
    expected = center_crop(pixels, aspect, image_size=48, mean=IMAGENET_MEAN, std=IMAGENET_STD)
    with mode():
        assert torch.equal(center_crop(pixels, aspect, image_size=48, mean=IMAGENET_MEAN, std=IMAGENET_STD), expected)
        modes: set[tuple[bool, bool]] = set()
        over_chunks(pixels, lambda _: modes.add((torch.is_inference_mode_enabled(), torch.is_grad_enabled())))
        assert modes == {(torch.is_inference_mode_enabled(), False)}
