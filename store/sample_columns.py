"""One fact of every sample of a dataset, in order of position: what selection looks at beside the embedding."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from store.samples import Sample

_COLUMNS: dict[str, InstrumentedAttribute[Any]] = {
    "width": Sample.width, "height": Sample.height, "size_bytes": Sample.size_bytes, "sharpness": Sample.sharpness,
    "luminance": Sample.luminance, "contrast": Sample.contrast, "colorfulness": Sample.colorfulness, "snr": Sample.snr,
    "uniform_row_ratio": Sample.uniform_row_ratio, "label": Sample.label, "video_id": Sample.video_id,
    "frame_index": Sample.frame_index, "phash": Sample.phash,
}  # fmt: skip


def values(session: Session, dataset_id: str, fact: str, *, below: int) -> Iterator[tuple[int, Any]]:
    """(position, value) of the samples below a position that have the fact."""
    column = _COLUMNS[fact]
    query = select(Sample.position, column).where(
        Sample.dataset_id == dataset_id, Sample.position < below, column.is_not(None)
    )
    rows = session.execute(query.order_by(Sample.position).execution_options(yield_per=5000))
    yield from ((position, value) for position, value in rows)


def metadata(session: Session, dataset_id: str, key: str, *, below: int) -> Iterator[tuple[int, Any]]:
    """(position, value) of the samples below a position whose own metadata has the key."""
    query = select(Sample.position, Sample.attributes).where(Sample.dataset_id == dataset_id, Sample.position < below)
    rows = session.execute(query.order_by(Sample.position).execution_options(yield_per=5000))
    yield from ((position, attributes[key]) for position, attributes in rows if attributes.get(key) is not None)


def filenames(session: Session, dataset_id: str, positions: list[int]) -> list[str]:
    """Of the samples at these positions (a few), in their order."""
    query = select(Sample.position, Sample.filename).where(
        Sample.dataset_id == dataset_id, Sample.position.in_(positions)
    )
    found = dict(session.execute(query).all())
    return [found.get(position, f"position {position}") for position in positions]
