"""One running Winnow on each database for all tests; in the end everything that happened to it must add up."""

from collections.abc import Iterator

import pytest

from tests.crash.ground import Ground, ground


def _ready(kind: str, factory: pytest.TempPathFactory) -> Iterator[Ground]:
    with ground(kind, factory.mktemp(f"ground-{kind}")) as made:
        made.prepare()
        yield made
        made.points.release()
        findings = made.holds()
        assert findings.clean, findings


@pytest.fixture(scope="session")
def on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    yield from _ready("sqlite", tmp_path_factory)


@pytest.fixture(scope="session")
def on_postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    yield from _ready("postgres", tmp_path_factory)


@pytest.fixture(autouse=True)
def _no_breakpoint_is_left(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    for name in {"on_sqlite", "on_postgres"} & set(request.fixturenames):
        made: Ground = request.getfixturevalue(name)
        made.points.release()
        made.crew.dismiss()
