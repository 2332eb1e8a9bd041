"""Parts of images: where they lie, and cutting them out.

for box in tile_boxes(width, height, rows=2, columns=3, overlap=0.1):
    cut(pixels, box)
"""

from worker.crops.boxes import Box, crop_name, pixel_box
from worker.crops.cutting import cut, encode
from worker.crops.tiles import tile_boxes

__all__ = ["Box", "crop_name", "cut", "encode", "pixel_box", "tile_boxes"]
