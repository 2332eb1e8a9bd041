"""NDJSON: one JSON object on each line, at most 8 MiB of it."""

from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

from pydantic_core import from_json

from store.limits import MIB
from worker.annotations.records import MAX_LINE_BYTES, BadLine, FoundTask, Item
from worker.annotations.rows import RowReader, Target


class NdjsonSource:
    """A file of lines. Empty ones are skipped, but counted."""

    unit = "bytes"

    def __init__(self, path: Path, target: Target) -> None:
        self._file = path.open("rb")
        self._rows = RowReader(target)
        self.total = path.stat().st_size
        self.done = 0

    def tasks(self) -> list[FoundTask]:
        return []

    def items(self, *, after: int) -> Iterator[Item]:
        self._file.seek(0)
        self.done = 0
        for line, text in enumerate(self._lines(), 1):
            if line <= after or (text is not None and not text.strip()):
                continue
            if text is None:
                yield BadLine(line, "", f"The line is longer than {MAX_LINE_BYTES // MIB} MiB.")
                continue
            try:
                row = parse_json(text.removeprefix(b"\xef\xbb\xbf") if line == 1 else text)
            except ValueError as error:
                yield BadLine(line, "", f"The line is no JSON: {error}.")
            else:
                yield self._rows.item(line, row, weight=len(text))

    def _lines(self) -> Iterator[bytes | None]:
        """Each line, None for one that is too long: it is passed over without being held."""
        while text := self._file.readline(MAX_LINE_BYTES + 1):
            self.done += len(text)
            if len(text) <= MAX_LINE_BYTES or text.endswith(b"\n"):
                yield text
                continue
            while (rest := self._file.readline(MIB)) and not rest.endswith(b"\n"):
                self.done += len(rest)
            self.done += len(rest)
            yield None

    def __enter__(self) -> "NdjsonSource":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._file.close()


def parse_json(text: bytes) -> Any:
    """ValueError, with a short reason, for what is no JSON: NaN, half surrogate pairs, or deeper than 200 levels."""
    try:
        return from_json(text, allow_inf_nan=False)
    except ValueError as error:
        raise ValueError(str(error)[:200].rstrip(".")) from error
