"""Where the address and the key come from: the arguments, the environment, or what `winnow login` has kept."""

import json
import os
from pathlib import Path
from typing import NamedTuple

_DEFAULT_URL = "http://127.0.0.1:8765"
_offered: list["Credentials"] = []


class Credentials(NamedTuple):
    """Whom to call, and as whom."""

    url: str
    key: str | None


def path() -> Path:
    """The file that `winnow login` writes."""
    base = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(base) / "winnow" / "credentials.json"


def offer(credentials: Credentials) -> None:
    """Let this process use a key that it knows of, for one address, where nothing else names one."""
    _offered.append(credentials)


def find(url: str | None = None, key: str | None = None) -> Credentials:
    """What is given wins over WINNOW_URL and WINNOW_API_KEY, and these over the file.

    A key that was kept or offered is only ever sent to the address that it was made for.
    """
    known = [*filter(None, [load()]), *_offered]
    url = (url or os.environ.get("WINNOW_URL") or (known[0].url if known else _DEFAULT_URL)).rstrip("/")
    key = key or os.environ.get("WINNOW_API_KEY")
    return Credentials(url, key or next((one.key for one in known if one.url == url), None))


def load() -> Credentials | None:
    """What was kept, or None."""
    try:
        kept = json.loads(path().read_text())
        return Credentials(str(kept["url"]), str(kept["key"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def save(credentials: Credentials) -> Path:
    """Keep them where only this user can read them."""
    file = path()
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.fchmod(descriptor, 0o600)
    with os.fdopen(descriptor, "w") as stream:
        json.dump(credentials._asdict(), stream)
    return file
