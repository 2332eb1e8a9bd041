"""What the manual shows: jobs are ones that the gateway takes, programs are ones that their language takes."""

import json
import re
import subprocess
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from store.specs.jobs import JOB_SPEC

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
_BLOCK = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```", re.DOTALL | re.MULTILINE)
_ELIDED = re.compile(r'"(ds|emb|ckpt|sub|up|job|smp|scr|vid)_\.\.\."')


def blocks(language: str) -> list[ParameterSet]:
    found = []
    for page in PAGES:
        texts = [text for name, text in _BLOCK.findall(page.read_text()) if name == language]
        found += [pytest.param(text, id=f"{page.stem}-{number}") for number, text in enumerate(texts)]
    return found


@pytest.mark.parametrize("text", blocks("json"))
def test_json(text: str) -> None:
    whole = f"{{{text}}}" if text.startswith('"') else text  # a member of an object, shown alone
    value = json.loads(_ELIDED.sub(lambda match: f'"{match[1]}_{"0" * 26}"', whole.replace('"DATASET"', '"ds_..."')))
    if isinstance(value, dict) and "kind" in value and "dataset_id" in value:
        assert JOB_SPEC.validate_python(value).kind == value["kind"]


@pytest.mark.parametrize("text", blocks("jsonl"))
def test_json_lines(text: str) -> None:
    assert all(isinstance(json.loads(line), dict) for line in text.splitlines())


@pytest.mark.parametrize("text", blocks("python"))
def test_python(text: str) -> None:
    assert compile(text, "manual", "exec", flags=0x2000) is not None  # await may stand outside of a function


@pytest.mark.parametrize("text", blocks("bash"))
def test_bash(text: str) -> None:
    checked = subprocess.run(["bash", "-n"], input=text, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr


def test_every_link_leads_to_a_file() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text()):
            if "://" not in target and not target.startswith("./openapi"):
                assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_site_leaves_no_page_out() -> None:
    listed = (ROOT / "mkdocs.yml").read_text()
    for page in PAGES:
        path = page.relative_to(ROOT / "docs").as_posix() if page.is_relative_to(ROOT / "docs") else None
        assert path is None or path.startswith(("examples/", "plugin-example/")) or f"- {path}" in listed, path
