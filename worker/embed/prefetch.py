"""Reading batches of the pixel cache one step ahead of the computation."""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from worker.device import Device
from worker.images.cache import PixelCache


class PixelBatch(NamedTuple):
    """Rows of the pixel cache."""

    pixels: Tensor
    """(B, S, S, 3) uint8, on the device."""
    aspect: Tensor
    """(B,) float32, width / height of the original image; on the host, where crops are drawn."""


def prefetch(cache: PixelCache, batches: Iterable[npt.NDArray[np.int64]], device: Device) -> Iterator[PixelBatch]:
    """Yield the rows of each of `batches`, read by one thread while the caller works on the batch before.

    Pages that are in memory are copied in a millisecond, which nobody would notice; the thread hides the disk when
    they are not, and the copy into page-locked memory for a GPU. A second one would take cores from the network.
    Rows in ascending order are read faster than shuffled ones.
    """
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="prefetch") as reader:
        pending: deque[Future[PixelBatch]] = deque()
        for rows in batches:
            pending.append(reader.submit(_read, cache, rows, device))
            if len(pending) > 1:
                yield _send(pending.popleft().result(), device)
        while pending:
            yield _send(pending.popleft().result(), device)


def _read(cache: PixelCache, rows: npt.NDArray[np.int64], device: Device) -> PixelBatch:
    pixels, aspect = cache.read(rows)
    return PixelBatch(device.stage(pixels), torch.from_numpy(aspect))


def _send(batch: PixelBatch, device: Device) -> PixelBatch:
    return PixelBatch(device.transfer(batch.pixels), batch.aspect)
