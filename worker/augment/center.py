"""The deterministic view: what embedding and evaluation look at."""

from collections.abc import Sequence

from torch import Tensor

from worker.augment.color import Normalization
from worker.augment.crop import centered_squares
from worker.augment.resample import empty_views, filter_weights, resample, write_views
from worker.augment.spread import over_chunks


def center_crop(
    pixels: Tensor,
    aspect: Tensor,
    *,
    image_size: int,
    mean: Sequence[float],
    std: Sequence[float],
    resize_ratio: float = 1.0,
) -> Tensor:
    """The centred square of every image, undistorted, resized and normalised.

    resize_ratio: how much longer the short side would be than the square, as in "resize to 256, crop 224" (1.14);
    1 keeps the whole short side. Raises ValueError when it is below 1, or for a mean or std that cannot be.

    pixels: (B, S, S, 3) uint8, images squashed to squares. aspect: (B,) float32, width / height of the originals.
    Returns (B, 3, image_size, image_size) float32 in channels_last on the device of `pixels`.
    """
    if resize_ratio < 1:
        raise ValueError("resize_ratio must be at least 1: the crop cannot exceed the image")
    normalization = Normalization.of(mean, std).to(pixels.device)
    crops = centered_squares(aspect.to(pixels.device), share=1 / resize_ratio)
    views = empty_views(pixels, image_size)
    source_side = pixels.shape[1]

    def write(part: slice) -> None:
        start, stop = crops.start[part] * source_side, crops.stop[part] * source_side
        weights = filter_weights(start, stop, source_side=source_side, side=image_size)
        planes = resample(pixels[part], weights[:, 0], weights[:, 1])
        planes = planes.sub_(255 * normalization.mean[:, None]).div_(255 * normalization.std[:, None])
        write_views(planes, views[part])

    over_chunks(pixels, write)
    return views
