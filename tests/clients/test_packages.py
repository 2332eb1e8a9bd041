"""Both clients are installable packages, and what is generated of them is fresh."""

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

from openapi.generate import PYTHON, node


def test_the_python_client_builds_and_works_alone(tmp_path: Path) -> None:
    pip = [sys.executable, "-m", "pip"]
    build = [*pip, "wheel", "--quiet", "--no-deps", "--wheel-dir", str(tmp_path), str(PYTHON)]
    subprocess.run(build, check=True, timeout=250)
    (wheel,) = tmp_path.glob("winnow_client-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        archive.extractall(tmp_path / "installed")
    assert {"winnow/py.typed", "winnow/_sync/client.py", "winnow/core/client.py"} <= set(names)
    code = "import sys, winnow; assert not {'service', 'store', 'typer'} & set(sys.modules); print(winnow.__file__)"
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env={"PYTHONPATH": str(tmp_path / "installed")},
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.startswith(str(tmp_path))


def test_the_typescript_client_packs(typescript: Path, tmp_path: Path) -> None:
    pack = [node("npm"), "pack", "--silent", "--pack-destination", str(tmp_path)]
    subprocess.run(pack, cwd=typescript, check=True, timeout=120)
    (tarball,) = tmp_path.glob("winnow-client-*.tgz")
    with tarfile.open(tarball) as archive:
        names = archive.getnames()
    assert {"package/dist/index.js", "package/dist/index.d.ts", "package/dist/core/index.js"} <= set(names)
