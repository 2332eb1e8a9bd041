"""Scores of images out of what a model says about the objects on them.

Objects come flat: `image` (M,) says on which of `n_images` each of them is. An image without objects is 0 everywhere:
there is nothing to be unsure about. The definitions are those of Lightly's scorers.
"""

import numpy as np
import numpy.typing as npt

Float64 = npt.NDArray[np.float64]
Int64 = npt.NDArray[np.int64]


def aggregate(values: Float64, image: Int64, n_images: int, how: str) -> Float64:
    """(M,) numbers of objects, none of them negative, to (n_images,) by `max`, `mean` or `sum`."""
    if how == "max":
        highest = np.zeros(n_images)
        np.maximum.at(highest, image, values)
        return highest
    total = np.bincount(image, weights=values, minlength=n_images).astype(np.float64)
    if how == "sum":
        return total
    if how != "mean":
        raise ValueError(f"{how} is none of max, mean and sum")
    counts = np.bincount(image, minlength=n_images)
    return np.divide(total, counts, out=np.zeros(n_images), where=counts > 0)


def objectness_least_confidence(score: Float64, image: Int64, n_images: int) -> Float64:
    """(n_images,) 1 - the mean score of the objects, 0 without objects."""
    has_any = np.bincount(image, minlength=n_images) > 0
    return np.where(has_any, 1 - aggregate(score, image, n_images, "mean"), 0.0)


def frequency(category: Int64, image: Int64, n_images: int, *, penalty: float = 0.25) -> Float64:
    """(n_images,) objects, where the first of a category counts 1 and every further one `penalty`."""
    pairs, counts = np.unique(np.stack([image, category]), axis=1, return_counts=True)
    return np.bincount(pairs[0], weights=1 + penalty * (counts - 1), minlength=n_images).astype(np.float64)


def object_frequency(frequencies: Float64, *, min_score: float = 0.9) -> Float64:
    """(N,) frequencies of all images, NaN where unknown, mapped from their range to `min_score` .. 1.

    Everything is 1 when all images are alike.
    """
    known = frequencies[~np.isnan(frequencies)]
    if len(known) == 0 or known.min() == known.max():
        return np.where(np.isnan(frequencies), np.nan, 1.0)
    low, high = known.min(), known.max()
    mapped: Float64 = min_score + (1 - min_score) * (frequencies - low) / (high - low)
    return mapped


def keypoint_confidence(keypoints: list[list[float]], score: Float64) -> Float64:
    """(M,) the mean confidence of the points of each object.

    keypoints: x, y and a number for each point. Where one of these numbers is above 1 they are COCO's visibilities and
    no confidences, and the object's score stands for it.
    """
    found = np.array(score, dtype=np.float64)
    for row, flat in enumerate(keypoints):
        numbers = np.asarray(flat[2::3])
        if len(numbers) and numbers.max() <= 1 and numbers.min() >= 0:
            found[row] = numbers.mean()
    return found
