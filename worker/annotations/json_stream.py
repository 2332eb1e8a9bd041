"""Reading the members of one large JSON object piece by piece: arrays come element by element, never whole."""

import codecs
import json
from collections.abc import Collection, Iterator
from json.decoder import JSONDecodeError
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

from worker.annotations.records import MAX_LINE_BYTES, FileRefused

_CHUNK = 256 * 1024
_SPACE = " \t\n\r"


def members(path: Path, arrays: Collection[str]) -> Iterator[tuple[str, int, Any]]:
    """Yield (name, index, element) of the arrays of these names at the top level of a JSON object.

    Elements have at most 8 MiB; other members are passed over. Raises FileRefused for what is no such object.
    """
    with path.open("rb") as file:
        text = _Text(file)
        try:
            yield from _object(text, arrays)
        except (JSONDecodeError, UnicodeDecodeError) as error:
            raise FileRefused("the file is no valid JSON") from error
        except RecursionError as error:
            raise FileRefused("the JSON of the file is nested too deeply") from error


def _object(text: "_Text", arrays: Collection[str]) -> Iterator[tuple[str, int, Any]]:
    if text.next() != "{":
        raise FileRefused("the file is no JSON object")
    text.skip()
    separator = "," if text.next() != "}" else "}"
    if separator == "}":
        text.skip()
    while separator == ",":
        name = text.value()
        if not isinstance(name, str) or text.next() != ":":
            text.fail()
        text.skip()
        if text.next() == "[":
            for index, element in enumerate(_array(text)):
                if name in arrays:
                    yield name, index, element
        else:
            text.value()
        separator = text.next()
        if separator not in {",", "}"}:
            text.fail()
        text.skip()
    if text.next():
        raise FileRefused("something follows the JSON object of the file")


def _array(text: "_Text") -> Iterator[Any]:
    text.skip()
    if text.next() == "]":
        text.skip()
        return
    while True:
        yield text.value()
        separator = text.next()
        if separator not in {",", "]"}:
            text.fail()
        text.skip()
        if separator == "]":
            return


class _Text:
    """A window on the file that grows until it holds the value at its beginning."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._window, self._at, self._ended = file, "", 0, False
        self._decode = codecs.getincrementaldecoder("utf-8-sig")()
        self._parse = json.JSONDecoder(parse_constant=_refuse_constant).raw_decode

    def next(self) -> str:
        """The next character that is no space, without taking it; empty at the end."""
        while True:
            while self._at < len(self._window):
                if self._window[self._at] not in _SPACE:
                    return self._window[self._at]
                self._at += 1
            if not self._read(_CHUNK):
                return ""

    def skip(self) -> None:
        self._at += 1

    def value(self) -> Any:
        """Take the JSON value that comes next."""
        self.next()
        while True:
            try:
                value, end = self._parse(self._window, self._at)
            except JSONDecodeError:
                self._grow_or_raise()
                continue
            except ValueError as error:  # a number of thousands of digits
                raise FileRefused("the file has a number that is too long") from error
            if end < len(self._window) or not self._read(_CHUNK):  # a number might go on behind the window
                self._at = end
                return value

    def fail(self) -> NoReturn:
        raise JSONDecodeError("unexpected", self._window, min(self._at, len(self._window)))

    def _grow_or_raise(self) -> None:
        held = len(self._window) - self._at
        if held > MAX_LINE_BYTES:
            raise FileRefused("the file is no valid JSON, or one of its elements is larger than 8 MiB")
        if not self._read(max(_CHUNK, held)):  # doubling: a value is parsed again only a few times
            self.fail()

    def _read(self, size: int) -> bool:
        if self._ended:
            return False
        data = self._file.read(size)
        self._ended = not data
        self._window = self._window[self._at :] + self._decode.decode(data, final=self._ended)
        self._at = 0
        return not self._ended


def _refuse_constant(name: str) -> NoReturn:
    raise FileRefused(f"the file holds {name}, which is no JSON")
