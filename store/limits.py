"""Bounds that no setting changes: workers keep them, and `GET /v1/limits` tells them beside those of the settings."""

MIB = 1 << 20
GIB = 1 << 30

ARCHIVE_TOTAL_BYTES = 256 * GIB
"""Everything in one archive, unpacked."""
COMPRESSION_RATIO = 100
COMPRESSION_RATIO_FROM_BYTES = 16 * MIB
NAME_BYTES = 1024
NAME_PART_BYTES = 255
"""What every file system in use can hold between two slashes; also the longest label."""

DECODER_MEMORY_BYTES = 2 * GIB
DECODER_CPU_SECONDS = 20
DECODER_WALL_SECONDS = 120
DECODER_OPEN_FILES = 64

VIDEO_FRAMES = 5_000_000
VIDEO_SECONDS = 48 * 3600

ANNOTATION_LINE_BYTES = 8 * MIB
ANNOTATION_OBJECTS = 10_000
"""Of one sample in one task."""
ANNOTATION_ARCHIVE_BYTES = 16 * GIB
"""A zip of annotation files, unpacked."""
