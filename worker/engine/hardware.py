"""What this worker runs on, found out without torch: the worker's own processes must never touch CUDA."""

import os
import shutil
import subprocess
from contextlib import suppress


def describe() -> str:
    """The first visible GPU's name, or the number of CPU cores."""
    visible = os.environ.get("CUDA_VISIBLE_DEVICES", "0")
    program = shutil.which("nvidia-smi")
    if program is not None and visible not in {"", "-1"}:
        query = [program, "--query-gpu=name", "--format=csv,noheader", f"--id={visible.split(',')[0]}"]
        with suppress(OSError, subprocess.SubprocessError):
            return subprocess.run(query, capture_output=True, text=True, timeout=10, check=True).stdout.strip()[:80]
    return f"cpu, {len(os.sched_getaffinity(0)) if hasattr(os, 'sched_getaffinity') else os.cpu_count()} cores"
