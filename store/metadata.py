"""The samples' own metadata: merged in bulk or one at a time, its schema inferred, and what filters may ask of it."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import reduce
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select, type_coerce, update
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session

from store.annotations import MetadataField
from store.errors import InvalidField
from store.pages import Page, decode_cursor, encode_cursor
from store.samples import Sample
from store.specs.metadata import check, is_key, joined, kind, merged, pointer_to

MAX_FIELDS = 1000
_CHUNK = 500


def fields_page(session: Session, dataset_id: str, *, limit: int, cursor: str | None = None) -> Page[MetadataField]:
    """In the order of their names."""
    query = select(MetadataField).where(MetadataField.dataset_id == dataset_id)
    rows = sorted(session.scalars(query), key=lambda field: field.name)  # at most MAX_FIELDS
    start = 0
    if cursor is not None:
        (start,) = decode_cursor(cursor, (int,))  # type: ignore[assignment]
        if start < 0:
            raise InvalidField("/cursor", "This is no cursor that an earlier page returned.")
    page = rows[start : start + limit]
    return Page(page, encode_cursor(start + limit) if len(rows) > start + limit else None)


def apply(session: Session, dataset_id: str, patches: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
    """Merge the checked patches of each sample id in turn and keep the inferred schema.

    The caller holds the dataset's lock.

    Raises InvalidField when the dataset would have more than MAX_FIELDS keys.
    """
    seen: dict[str, str] = {}
    counts: Counter[str] = Counter()
    ids = list(patches)
    for start in range(0, len(ids), _CHUNK):
        chunk = ids[start : start + _CHUNK]
        # Locked: what somebody else merges at the same moment must not be lost.
        query = select(Sample.id, Sample.attributes).where(Sample.id.in_(chunk)).with_for_update()
        rows = []
        for sample_id, before in session.execute(query):
            after = reduce(merged, patches[sample_id], before)
            counts.update(after.keys() - before.keys())
            counts.subtract(before.keys() - after.keys())
            for key in set().union(*patches[sample_id]) & after.keys():
                seen[key] = joined(seen.get(key), kind(after[key]))
            rows.append({"id": sample_id, "attributes": after})
        if rows:
            session.execute(update(Sample), rows)
    _keep_schema(session, dataset_id, seen, counts)


def _keep_schema(session: Session, dataset_id: str, seen: Mapping[str, str], counts: Counter[str]) -> None:
    query = select(MetadataField).where(MetadataField.dataset_id == dataset_id)
    fields = {field.name: field for field in session.scalars(query)}
    for name in seen.keys() | counts.keys():
        field = fields.get(name)
        if field is None:
            if len(fields) >= MAX_FIELDS:
                raise InvalidField(pointer_to(name), f"A dataset has at most {MAX_FIELDS} different keys of metadata.")
            field = fields[name] = MetadataField(dataset_id=dataset_id, name=name, type=seen[name], count=0)
            session.add(field)
        elif name in seen:
            field.type = joined(field.type, seen[name])
        field.count += counts[name]
    session.flush()


def keys(session: Session, dataset_id: str) -> dict[str, str]:
    """The inferred type of every key that a sample has."""
    query = select(MetadataField).where(MetadataField.dataset_id == dataset_id)
    return {field.name: field.type for field in session.scalars(query) if field.count > 0}


def conditions(session: Session, dataset_id: str, wanted: Mapping[str, Sequence[str]]) -> list[ColumnElement[bool]]:
    """For store.sample_listing: the samples whose metadata has one of the texts given for each key.

    A text is read as the key's inferred type says. InvalidField for a key that no sample has, and for a text that is
    none of its type.
    """
    clauses: list[ColumnElement[bool]] = []
    has_value = _sqlite_has if session.get_bind().dialect.name == "sqlite" else _postgres_has
    for name, texts in wanted.items():
        field = session.get(MetadataField, (dataset_id, name)) if is_key(name) else None
        if field is None:
            raise InvalidField(f"/metadata.{name[:200]}", "No sample of this dataset has metadata of this name.")
        values = [value for text in texts for value in _values(field, text)]
        clauses.append(or_(*(has_value(name, value) for value in values)))
    return clauses


def _values(field: MetadataField, text: str) -> Iterator[Any]:
    parse = _PARSERS.get(field.type)
    if parse is None:
        yield text
        if field.type == "mixed":
            yield from _scalars(text)
        return
    try:
        value = parse(text)
        check({field.name: value})
    except (ValueError, InvalidField, KeyError) as error:
        raise InvalidField(f"/metadata.{field.name}", f"This is no {field.type}.") from error
    yield value


def _scalars(text: str) -> Iterator[Any]:
    """The number or boolean that `text` is, too."""
    for parse in _PARSERS.values():
        try:
            value = parse(text)
            check({"value": value})
        except (ValueError, InvalidField, KeyError):
            continue
        yield value
        return


_PARSERS: dict[str, Callable[[str], Any]] = {
    "boolean": lambda text: {"true": True, "false": False}[text.lower()],
    "integer": int,
    "number": float,
}


def _postgres_has(name: str, value: Any) -> ColumnElement[bool]:
    return type_coerce(Sample.attributes, JSONB).contains({name: value})


def _sqlite_has(name: str, value: Any) -> ColumnElement[bool]:
    path = f'$."{name}"'
    kinds = {bool: ["true", "false"], int: ["integer", "real"], float: ["integer", "real"], str: ["text"]}[type(value)]
    extracted = func.json_extract(Sample.attributes, path)
    has: ColumnElement[bool] = func.json_type(Sample.attributes, path).in_(kinds) & (extracted == value)
    return has
