"""The base install is the gateway, and it works without torch."""

import os
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.e2e

GATEWAY = Path(os.environ.get("WINNOW_GATEWAY_PYTHON", Path(__file__).parents[2] / ".venv-gateway" / "bin" / "python"))


def run(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(GATEWAY), "-c", code], capture_output=True, text=True, timeout=120)


def test_the_gateway_imports_without_the_worker_extra(tmp_path: Path) -> None:
    assert run("import torch").returncode != 0, "this environment is meant to lack the extra"
    checked = run("import service.app, sys; assert 'torch' not in sys.modules; service.app.create_app()")
    assert checked.returncode == 0, checked.stderr


def test_even_with_everything_installed_the_gateway_loads_no_torch() -> None:
    import sys

    code = "import service.app, sys; assert not {'torch', 'numpy', 'PIL'} & set(sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], timeout=120).returncode == 0
