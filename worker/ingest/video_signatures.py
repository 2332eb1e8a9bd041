"""Which files are videos, by their first bytes; the extension of a name proves nothing."""

import re

# The name of the container is also that of the FFmpeg demuxer that reads it, and no other one will.
_SIGNATURES = (
    # An ISO file whose brand says that it is a still picture (HEIF, AVIF) is none of ours.
    ("mov", re.compile(rb".{4}(ftyp(?!hei|hev|mif1|msf1|avif|avis)|moov|mdat|wide|free|skip|pnot)", re.DOTALL)),
    ("avi", re.compile(rb"RIFF.{4}AVI ", re.DOTALL)),
    ("matroska", re.compile(rb"\x1a\x45\xdf\xa3")),
    ("mpeg", re.compile(rb"\0\0\x01\xba")),
    ("mpegvideo", re.compile(rb"\0\0\x01\xb3")),
    ("mpegts", re.compile(rb"G.{187}G.{187}G", re.DOTALL)),
)
OPENING_BYTES = 377
"""How many first bytes of a file the signatures look at."""

_EXTENSIONS = (".mp4", ".m4v", ".mov", ".avi", ".mkv", ".webm", ".mpeg", ".mpg", ".m2v", ".ts")


def sniff_video(opening: bytes) -> str | None:
    """The container: mov (also mp4, m4v), avi, matroska (also webm), mpeg, mpegvideo or mpegts; None for others."""
    return next((name for name, signature in _SIGNATURES if signature.match(opening)), None)


def may_be_video(name: str) -> bool:
    """Whether a file name ends like that of a video: reason enough to look into the file, and no more."""
    return name.lower().endswith(_EXTENSIONS)
