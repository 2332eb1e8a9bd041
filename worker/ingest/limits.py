"""What an upload may cost before it is turned away."""

from dataclasses import dataclass

from store import limits
from store.limits import MIB
from worker.images.decode import MAX_PIXELS


@dataclass(frozen=True, slots=True)
class ArchiveLimits:
    """Bounds on one archive. Crossing a bound of a single entry refuses the entry, any other refuses the archive."""

    max_entries: int = 1_000_000
    """Members of any kind, folders and metadata records included: it bounds the time a listing takes."""
    max_entry_bytes: int = 64 * MIB
    """Size of one file after decompression, counted while it is decompressed."""
    max_total_bytes: int = limits.ARCHIVE_TOTAL_BYTES
    """Size of everything after decompression."""
    max_ratio: int = limits.COMPRESSION_RATIO
    """Decompressed over compressed size. Image files hardly compress; deflate can reach 1032."""
    ratio_threshold_bytes: int = limits.COMPRESSION_RATIO_FROM_BYTES
    """Below this decompressed size the ratio does not matter: a small flat bitmap is no attack."""
    max_name_bytes: int = limits.NAME_BYTES
    """Length of a whole name, folders included, as UTF-8."""
    max_pixels: int = MAX_PIXELS
    """Width times height of one image; for `inspect_image`, the archive does not look that far."""


@dataclass(frozen=True, slots=True)
class ProcessLimits:
    """Bounds on a process that decodes images."""

    memory_bytes: int = limits.DECODER_MEMORY_BYTES
    """Address space on top of what the process has when it starts."""
    cpu_seconds: int = limits.DECODER_CPU_SECONDS
    """Processor time for one image; the kernel counts, so a busy machine does not matter."""
    wall_seconds: float = limits.DECODER_WALL_SECONDS
    """Time for one image by the clock, for a process that hangs without using the processor."""
    max_open_files: int = limits.DECODER_OPEN_FILES


@dataclass(frozen=True, slots=True)
class FlightLimits:
    """Bounds on what the parent of the decoding processes holds at a time."""

    max_bytes: int = 64 * MIB
    """File contents read but not yet reported; one file always fits, whatever its size."""
    max_items: int = 512
    batch_bytes: int = 4 * MIB
    """File contents sent to one process at a time."""
    batch_items: int = 16
