"""The programs in docs/clients.md do the whole main job, as printed."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from openapi.generate import node

pytestmark = pytest.mark.e2e

PAGE = Path(__file__).parents[2] / "docs" / "clients.md"
PICK = re.compile(r"^[0-4] \w+/\d+\.png .+", re.MULTILINE)


def program(language: str) -> str:
    """The block of the page that is marked to be run."""
    match = re.search(rf"<!-- run: .*?-->\n```{language}\n(.*?)```", PAGE.read_text(), re.DOTALL)
    assert match is not None
    return match.group(1)


def ran(command: list[str], workplace: Path, environment: dict[str, str]) -> str:
    done = subprocess.run(command, cwd=workplace, env=environment, capture_output=True, text=True, timeout=280)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_main_job_from_python(workplace: Path, environment: dict[str, str]) -> None:
    text = program("python")
    assert len(text.splitlines()) < 15
    output = ran([sys.executable, "-c", text], workplace, environment)
    assert len(PICK.findall(output)) == 5, output


def test_the_main_job_from_typescript(typescript: Path, workplace: Path, environment: dict[str, str]) -> None:
    text = program("typescript")
    assert len(text.splitlines()) < 15
    modules = workplace / "node_modules"
    modules.mkdir()
    (modules / "winnow-client").symlink_to(typescript)
    (modules / "@types").symlink_to(typescript / "node_modules" / "@types")
    (modules / "undici-types").symlink_to(typescript / "node_modules" / "undici-types")
    (workplace / "package.json").write_text('{"type": "module"}')
    (workplace / "main.ts").write_text(text)
    compiler = str(typescript / "node_modules" / "typescript" / "bin" / "tsc")
    options = ["--strict", "--module", "nodenext", "--target", "es2022", "--types", "node", "--skipLibCheck"]
    ran([node("node"), compiler, *options, "main.ts"], workplace, environment)
    output = ran([node("node"), "main.js"], workplace, environment)
    assert len(PICK.findall(output)) == 5, output


def test_the_main_job_from_the_shell(workplace: Path, environment: dict[str, str]) -> None:
    scripts = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"
    output = ran(["bash", "-euo", "pipefail", "-c", program("bash")], workplace, {**environment, "PATH": scripts})
    assert (workplace / "picks.csv").read_text().startswith("rank,sample_id,filename")
    assert len((workplace / "picks.csv").read_text().splitlines()) == 6
    assert output.count('"kind": "export"') == 1, output
