"""The manual's pages on methods name every parameter, and their recipes are valid jobs."""

import json
import re
from pathlib import Path
from typing import Any, get_args

import pytest

from store.specs.jobs import JOB_SPEC
from store.specs.methods import Method, MethodSpec

PAGES = Path(__file__).parents[2] / "docs/methods"
MODELS: list[type[MethodSpec]] = list(get_args(get_args(Method)[0]))
RECIPES = [
    pytest.param(block, id=f"{page.stem}-{index}")
    for page in sorted(PAGES.glob("*.md"))
    for index, block in enumerate(re.findall(r"```json\n(.*?)```", page.read_text(), re.DOTALL))
]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_parameter_has_its_place(model: type[MethodSpec]) -> None:
    name = model.model_fields["name"].default
    page = (PAGES / f"{model.family}.md").read_text()
    assert f"`{name}`" in page
    assert f"`{name}`" in (PAGES / "README.md").read_text()
    missing = [field for field in model.model_fields if f"`{field}`" not in page and field != "name"]
    assert missing == []


@pytest.mark.parametrize("recipe", RECIPES)
def test_recipes_are_valid_jobs(recipe: str) -> None:
    body: dict[str, Any] = json.loads(recipe.replace('"DATASET"', f'"ds_{"0" * 26}"'))
    JOB_SPEC.validate_python(body)
