"""The samples' own metadata: merge patches, the inferred schema, and filters by it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import metadata
from store.annotations import MetadataField
from store.db import Database
from store.errors import InvalidField
from store.sample_listing import list_page
from store.specs.metadata import check, kind, merged
from tests.service.factories import add_dataset
from tests.store.rows import add_rows

_json = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text("ab", max_size=2),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=6,
)
_patches = st.dictionaries(st.sampled_from("abc"), _json, max_size=3)


# The examples of RFC 7396, appendix A.
@pytest.mark.parametrize(
    ("target", "patch", "result"),
    [
        ({"a": "b"}, {"a": "c"}, {"a": "c"}),
        ({"a": "b"}, {"b": "c"}, {"a": "b", "b": "c"}),
        ({"a": "b"}, {"a": None}, {}),
        ({"a": "b", "b": "c"}, {"a": None}, {"b": "c"}),
        ({"a": ["b"]}, {"a": "c"}, {"a": "c"}),
        ({"a": "c"}, {"a": ["b"]}, {"a": ["b"]}),
        ({"a": {"b": "c"}}, {"a": {"b": "d", "c": None}}, {"a": {"b": "d"}}),
        ({"a": [{"b": "c"}]}, {"a": [1]}, {"a": [1]}),
        (["a", "b"], ["c", "d"], ["c", "d"]),
        ({"a": "b"}, ["c"], ["c"]),
        ({"a": "foo"}, None, None),
        ({"e": None}, {"a": 1}, {"e": None, "a": 1}),
        ([1, 2], {"a": "b", "c": None}, {"a": "b"}),
        ({}, {"a": {"bb": {"ccc": None}}}, {"a": {"bb": {}}}),
    ],
)
def test_merge_patch(target: Any, patch: Any, result: Any) -> None:
    assert merged(target, patch) == result


@given(target=_patches, patch=_patches)
def test_a_patch_is_applied_once_and_for_all(target: dict[str, Any], patch: dict[str, Any]) -> None:
    target = merged({}, target)
    once = merged(target, patch)
    assert merged(once, patch) == once
    assert once.keys() == (target.keys() | patch.keys()) - {key for key, value in patch.items() if value is None}


@pytest.mark.parametrize(
    ("patch", "pointer"),
    [
        ({"a": float("nan")}, "/a"),
        ({"a": [1, float("inf")]}, "/a/1"),
        ({"a": 2**63}, "/a"),
        ({"a": "\x00"}, "/a"),
        ({"a": {"b": "\ud800"}}, "/a/b"),
        ({"a": {"\x00": 1}}, "/a"),
        ({"a": "x" * 100_001}, "/a"),
        ({'a"b': 1}, '/a"b'),
        ({"a/b": [[[[[[[[1]]]]]]]]}, "/a~1b/0/0/0/0/0/0/0"),
        ({"": 1}, "/"),
        ({"x" * 201: 1}, "/" + "x" * 200),
    ],
)
def test_what_cannot_be_kept_is_pointed_at(patch: dict[str, Any], pointer: str) -> None:
    with pytest.raises(InvalidField) as caught:
        check(patch)
    assert caught.value.pointer == pointer


def test_dates_are_told_from_text() -> None:
    texts = ["2024-02-30T10:00", "2024-02-28T10:00:00Z", "2024-02-28", "2024-02-28 10:00"]
    assert [kind(text) for text in texts] == ["string", "datetime", "string", "datetime"]


def fields(database: Database, dataset_id: str) -> dict[str, tuple[str, int]]:
    with database.read() as session:
        page = metadata.fields_page(session, dataset_id, limit=100)
        return {field.name: (field.type, field.count) for field in page.items}


def apply(database: Database, dataset_id: str, patches: dict[str, dict[str, Any]]) -> None:
    with database.write() as session:
        metadata.apply(session, dataset_id, {sample_id: [patch] for sample_id, patch in patches.items()})


def test_the_schema_widens_and_counts(database: Database) -> None:
    dataset_id = add_dataset(database)
    a, b = add_rows(database, dataset_id, [{"filename": "a"}, {"filename": "b"}])
    apply(database, dataset_id, {a: {"speed": 3, "wet": True, "at": "2024-01-01T00:00:00", "who": "x", "tags": ["t"]}})
    assert fields(database, dataset_id) == {
        "at": ("datetime", 1), "speed": ("integer", 1), "tags": ("mixed", 1), "wet": ("boolean", 1),
        "who": ("string", 1),
    }  # fmt: skip
    apply(database, dataset_id, {a: {"who": None, "speed": 2.5}, b: {"wet": "no", "at": "noon", "speed": 1}})
    assert fields(database, dataset_id) == {
        "at": ("string", 2), "speed": ("number", 2), "tags": ("mixed", 1), "wet": ("mixed", 2), "who": ("string", 0),
    }  # fmt: skip


def test_the_schema_is_bounded(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metadata, "MAX_FIELDS", 2)
    dataset_id = add_dataset(database)
    (a,) = add_rows(database, dataset_id, [{"filename": "a"}])
    apply(database, dataset_id, {a: {"x": 1, "y": 1}})
    with pytest.raises(InvalidField, match="at most 2"):
        apply(database, dataset_id, {a: {"z": 1}})


_VALUES: list[dict[str, Any]] = [
    {"n": 3, "f": 1.5, "b": True, "s": "true", "m": 3, "it's": "x", "da.te": "2024-01-01T00:00"},
    {"n": 4, "f": 2, "b": False, "s": "3", "m": "3", "it's": "y"},
    {"m": True, "s": "x' OR 1=1 --"},
    {},
]


@pytest.mark.parametrize(
    ("wanted", "positions"),
    [
        ({"n": ["3"]}, [0]),
        ({"n": ["3", "4"]}, [0, 1]),
        ({"f": ["2.0"]}, [1]),
        ({"f": ["1.5"], "n": ["3"]}, [0]),
        ({"f": ["1.5"], "n": ["4"]}, []),
        ({"b": ["true"]}, [0]),
        ({"b": ["False"]}, [1]),
        ({"s": ["true"]}, [0]),
        ({"s": ["3"]}, [1]),
        ({"s": ["x' OR 1=1 --"]}, [2]),
        ({"m": ["3"]}, [0, 1]),
        ({"m": ["true"]}, [2]),
        ({"it's": ["x"]}, [0]),
        ({"da.te": ["2024-01-01T00:00"]}, [0]),
    ],
)
def test_filters_read_texts_as_the_schema_says(
    database: Database, wanted: dict[str, list[str]], positions: list[int]
) -> None:
    dataset_id = add_dataset(database)
    ids = add_rows(database, dataset_id, [{"filename": str(index)} for index in range(len(_VALUES))])
    apply(database, dataset_id, dict(zip(ids, _VALUES, strict=True)))
    with database.read() as session:
        conditions = metadata.conditions(session, dataset_id, wanted)
        page = list_page(session, dataset_id, 1, limit=10, metadata=conditions)
    assert [sample.position for sample in page.items] == positions


@pytest.mark.parametrize(
    "wanted", [{"n": ["x"]}, {"n": ["1.5"]}, {"n": [str(2**63)]}, {"f": ["nan"]}, {"b": ["1"]}, {"other": ["1"]},
               {"dataset_id": ["1"]}, {'a"b': ["1"]}, {"": [""]}, {"n\x00": ["1"]}]
)  # fmt: skip
def test_bad_filters_are_pointed_at(database: Database, wanted: dict[str, list[str]]) -> None:
    dataset_id = add_dataset(database)
    (sample_id,) = add_rows(database, dataset_id, [{"filename": "a"}])
    apply(database, dataset_id, {sample_id: {"n": 1, "f": 1.5, "b": True}})
    with database.read() as session, pytest.raises(InvalidField) as caught:
        metadata.conditions(session, dataset_id, wanted)
    assert caught.value.pointer == f"/metadata.{next(iter(wanted))}"


def test_fields_come_in_pages(database: Database) -> None:
    dataset_id = add_dataset(database)
    with database.write() as session:
        session.add_all(MetadataField(dataset_id=dataset_id, name=name, type="string", count=1) for name in "cab")
    with database.read() as session:
        first = metadata.fields_page(session, dataset_id, limit=2)
        second = metadata.fields_page(session, dataset_id, limit=2, cursor=first.next_cursor)
    assert [[field.name for field in page.items] for page in (first, second)] == [["a", "b"], ["c"]]
    assert second.next_cursor is None
