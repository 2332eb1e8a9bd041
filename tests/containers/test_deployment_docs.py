"""docs/deployment.md against the code: operators look settings up there and nowhere else."""

import re
from pathlib import Path

from store.settings import Settings

PAGE = (Path(__file__).parents[2] / "docs" / "deployment.md").read_text()


def test_every_setting_is_in_the_table_once_and_nothing_else_is() -> None:
    documented = re.findall(r"^\| `(WINNOW_[A-Z_]+)` \|", PAGE, flags=re.MULTILINE)
    assert sorted(documented) == sorted(f"WINNOW_{name.upper()}" for name in Settings.model_fields)


def test_whole_numbers_in_the_table_are_the_defaults() -> None:
    documented = dict(re.findall(r"^\| `WINNOW_([A-Z_]+)` \| (\d+) \|", PAGE, flags=re.MULTILINE))
    assert documented
    for name, value in documented.items():
        assert Settings.model_fields[name.lower()].default == int(value), name


def test_durations_in_the_table_are_the_defaults() -> None:
    milliseconds = {"ms": 1, "s": 1000, "min": 60_000, "days": 86_400_000}
    documented = re.findall(r"^\| `WINNOW_([A-Z_]+)` \| (\d+) (ms|s|min|days) \|", PAGE, flags=re.MULTILINE)
    assert documented
    for name, value, unit in documented:
        default = Settings.model_fields[name.lower()].default
        assert default.total_seconds() * 1000 == int(value) * milliseconds[unit], name
