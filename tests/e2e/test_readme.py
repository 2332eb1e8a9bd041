"""The walk-through in the README works as printed."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.stack import KEY, Stack

pytestmark = pytest.mark.e2e

README = Path(__file__).parents[2] / "README.md"


def test_the_curl_walk_through(stack: Stack, tmp_path: Path) -> None:
    match = re.search(r"<!-- walkthrough.*?-->\n```bash\n(.*?)```", README.read_text(), re.DOTALL)
    assert match is not None
    scripts = str(Path(sys.executable).parent)
    environment = {**os.environ, "API": stack.url, "KEY": KEY, "PATH": f"{scripts}:{os.environ['PATH']}"}
    ran = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", match.group(1)],
        cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=280,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout + ran.stderr + stack.log()
    assert (tmp_path / "selected.csv").read_text().splitlines()[0].startswith("rank,sample_id,filename")
    assert len((tmp_path / "selected.csv").read_text().splitlines()) == 51
