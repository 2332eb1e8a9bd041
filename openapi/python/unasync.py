"""Writes `winnow/_sync` out of `winnow/_async`: the same words without the waiting. `--check` only compares."""

import re
import sys
from pathlib import Path

HERE = Path(__file__).parent
SOURCE, TARGET = HERE / "winnow" / "_async", HERE / "winnow" / "_sync"
BY_HAND = {"__init__.py", "platform.py"}
WORDS = [
    (r"\basync def\b", "def"),
    (r"\basync with\b", "with"),
    (r"\basync for\b", "for"),
    (r"\bawait ", ""),
    (r"\bAsyncIterator\b", "Iterator"),
    (r"\basynccontextmanager\b", "contextmanager"),
    (r"\bhttpx\.Async(\w+)", r"httpx.\1"),
    (r"\bAsync(?=[A-Z])", ""),
    (r"\b__a(enter|exit)__", r"__\1__"),
    (r"\basyncio_detailed\b", "sync_detailed"),
    (r"\bset_async_httpx_client\b", "set_httpx_client"),
    (r"\ba(close|read|iter_bytes|iter_lines)\b", r"\1"),
    (r"\bwinnow\._async\b", "winnow._sync"),
]


def translate(text: str) -> str:
    """The synchronous form of a module."""
    for pattern, replacement in WORDS:
        text = re.sub(pattern, replacement, text)
    return text


def main() -> int:
    """Write, or compare; 1 when something was stale."""
    stale = []
    for source in sorted(SOURCE.glob("*.py")):
        target = TARGET / source.name
        if source.name in BY_HAND:
            continue
        text = translate(source.read_text())
        if not target.exists() or target.read_text() != text:
            stale.append(target.name)
            if "--check" not in sys.argv:
                target.write_text(text)
    if stale and "--check" in sys.argv:
        sys.stderr.write(f"winnow/_sync is stale ({', '.join(stale)}): run `make sdk`\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
