"""Finding samples by what a file of annotations calls them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from store.samples import Sample, visible
from store.videos import Video

_CHUNK = 500
# How LightlyOne names a frame: clip-0012-mp4.png is frame 12 of clip.mp4.
_FRAME = re.compile(r"(.+)-(\d{1,12})-([A-Za-z0-9]{1,5})(?:\.[A-Za-z0-9]{1,5})?")


@dataclass(frozen=True, slots=True)
class Target:
    """What a writer of annotations needs of a sample."""

    id: str
    position: int
    width: int | None
    height: int | None


class SampleKeys:
    """Look-ups in one dataset version."""

    def __init__(self, session: Session, dataset_id: str, version: int) -> None:
        self._session, self._dataset_id = session, dataset_id
        self._visible = visible(dataset_id, version)

    def by_filename(self, filenames: Iterable[str]) -> dict[str, Target]:
        return dict(self._in_chunks(Sample.filename, filenames))

    def by_id(self, sample_ids: Iterable[str]) -> dict[str, Target]:
        return dict(self._in_chunks(Sample.id, sample_ids))

    def by_stem(self, stems: Sequence[str]) -> Target | None:
        """The one sample whose filename without its extension is the first of `stems` that any sample has."""
        for stem in stems:
            # "." and "/" are neighbours: this is the range of all names that begin with the stem and a dot.
            between = (Sample.filename >= f"{stem}.") & (Sample.filename < f"{stem}/")
            rows = self._session.execute(self._query(Sample.filename, between).limit(_CHUNK)).all()
            fitting = [Target(*row[1:]) for row in rows if row[0].rpartition(".")[0] == stem]
            if fitting:
                return fitting[0] if len(fitting) == 1 else None
        return None

    def by_frame_name(self, name: str) -> Target | None:
        """The frame that LightlyOne would call `name`."""
        matched = _FRAME.fullmatch(name)
        if matched is None:
            return None
        stem, index, extension = matched.groups()
        frames = self._frames(f"{stem}.{extension}", Sample.frame_index == int(index))
        return next(iter(frames), None)

    def frames_of(self, video_filename: str) -> list[Target]:
        """Every frame of a video, in order."""
        return list(self._frames(video_filename, Sample.frame_index.is_not(None)))

    def _frames(self, video_filename: str, which: ColumnElement[bool]) -> Iterator[Target]:
        query = select(Video.id).where(Video.dataset_id == self._dataset_id, Video.filename == video_filename)
        video_id = self._session.scalars(query).one_or_none()
        if video_id is None:
            return
        frames = self._query(Sample.filename, (Sample.video_id == video_id) & which).order_by(Sample.position)
        for row in self._session.execute(frames):
            yield Target(*row[1:])

    def _in_chunks(self, column: InstrumentedAttribute[str], values: Iterable[str]) -> Iterator[tuple[str, Target]]:
        wanted = list(dict.fromkeys(values))
        for start in range(0, len(wanted), _CHUNK):
            query = self._query(column, column.in_(wanted[start : start + _CHUNK]))
            for row in self._session.execute(query):
                yield row[0], Target(*row[1:])

    def _query(
        self, key: InstrumentedAttribute[str], where: ColumnElement[bool]
    ) -> Select[str, str, int, int | None, int | None]:
        columns = select(key, Sample.id, Sample.position, Sample.width, Sample.height)
        return columns.where(self._visible, where)
