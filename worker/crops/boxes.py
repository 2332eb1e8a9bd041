"""Boxes in pixels of the upright image."""

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of whole pixels that lies in its image."""

    x: int
    y: int
    width: int
    height: int

    def as_list(self) -> list[int]:
        """[x, y, width, height]"""
        return [self.x, self.y, self.width, self.height]


def pixel_box(
    box: tuple[float, float, float, float], image_width: int, image_height: int, *, padding: float = 0.0
) -> Box | None:
    """The pixels that a box (x, y, width, height) touches, None if it lies outside of the image.

    `padding` is added on every side before, as a share of the box's width and height.
    """
    x, y, width, height = box
    left = max(0, math.floor(x - padding * width))
    top = max(0, math.floor(y - padding * height))
    right = min(image_width, math.ceil(x + width + padding * width))
    bottom = min(image_height, math.ceil(y + height + padding * height))
    return Box(left, top, right - left, bottom - top) if right > left and bottom > top else None


def crop_name(parent: str, box: Box) -> str:
    """The name of a sample that is a crop: `street/7.jpg#10,20,64,48`."""
    return f"{parent}#{box.x},{box.y},{box.width},{box.height}"
