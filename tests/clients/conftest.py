"""A running service to call, a folder of images, and the TypeScript client built."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from openapi.generate import TYPESCRIPT, install_typescript, node
from tests.e2e.stack import KEY, Stack, running_stack
from tests.pictures import class_folders, zipped


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    with running_stack("sqlite", tmp_path_factory.mktemp("clients")) as running:
        yield running


@pytest.fixture
def workplace(tmp_path: Path) -> Path:
    """A folder with `digits/` and `digits.zip` in it: 24 images of four classes."""
    files = class_folders(24)
    for name, data in files.items():
        path = tmp_path / "digits" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    (tmp_path / "digits.zip").write_bytes(zipped(files))
    return tmp_path


@pytest.fixture
def environment(stack: Stack, tmp_path: Path) -> dict[str, str]:
    """Of a user's shell: where the service is, and a key for it."""
    outside = {name: value for name, value in os.environ.items() if not name.startswith("WINNOW_")}
    return {**outside, "WINNOW_URL": stack.url, "WINNOW_API_KEY": KEY, "XDG_CONFIG_HOME": str(tmp_path / "config")}


@pytest.fixture(scope="session")
def typescript() -> Path:
    """The folder of the TypeScript client, built."""
    install_typescript()
    subprocess.run([node("npm"), "run", "--silent", "build"], cwd=TYPESCRIPT, check=True, timeout=250)
    return TYPESCRIPT
