"""`python -m bench` runs every benchmark and writes docs/benchmarks.md."""

import json
import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent
_REPORT = _HERE.parent / "docs" / "benchmarks.md"
# The first measures survival, not speed, and takes long: `make torture`. The others are parts of `ingest`.
# `pictures` and `frozen_features` measure nothing: they open the archives of those below.
_LEFT_OUT = {"torture", "samples", "video", "pictures", "frozen_features"}
# Run when the environment names their archives of images.
_NEEDS = {
    "train": {"WINNOW_BENCH_SMALL", "WINNOW_BENCH_PHOTOGRAPHS"},
    "embed": {"WINNOW_BENCH_PHOTOGRAPHS"},
    "quality": {"WINNOW_BENCH_SMALL", "WINNOW_BENCH_SMALL_TEST"},
    "label_efficiency": {"WINNOW_BENCH_DATA"},
    "near_duplicates": {"WINNOW_BENCH_DATA"},
}


def main() -> int:
    """Run the benchmarks one after the other. Returns 1 when one did not come to its end."""
    names = sorted(path.stem for path in _HERE.glob("*.py") if not path.stem.startswith("_"))
    results, broken = [], []
    for name in names:
        if name in _LEFT_OUT or not _NEEDS.get(name, set()) <= os.environ.keys():
            continue
        ran = subprocess.run([sys.executable, "-m", f"bench.{name}"], stdout=subprocess.PIPE, text=True, check=False)
        last = ran.stdout.strip().rpartition("\n")[2]
        print(last, flush=True)
        if ran.returncode == 0:
            results.append(json.loads(last))
        else:
            broken.append(name)
    _REPORT.write_text(_report(results))
    return 1 if broken else 0


def _report(results: list[dict[str, Any]]) -> str:
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], stdout=subprocess.PIPE, text=True, check=False)
    made = f"Made by `make bench` on {datetime.now(UTC):%Y-%m-%d}, commit {commit.stdout.strip()},"
    machine = f"{os.cpu_count()} cores of {_processor()}, Python {platform.python_version()}."
    lines = [
        "# Benchmarks",
        "",
        made,
        machine,
        "",
        "A ratio is the median time of the other over the median time of ours, run in turn in one process tree:",
        "above 1 ours is faster. Absolute figures depend on the machine.",
    ]
    for result in results:
        lines += ["", f"## {result['bench']} (`python -m bench.{result['bench']}`)", "", "| | |", "|---|---|"]
        lines += [f"| {case} | **{ratio:.2f}x** |" for case, ratio in result["ratios"].items()]
        lines += [f"| {name} | {'yes' if passed else 'NO'} |" for name, passed in result["checks"].items()]
        lines += [
            f"| {name} | {value:.4g} |" for name, value in result["figures"].items() if isinstance(value, int | float)
        ]
    return "\n".join(lines) + "\n"


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []:
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor() or "an unknown processor"


if __name__ == "__main__":
    sys.exit(main())
