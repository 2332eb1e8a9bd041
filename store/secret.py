"""The installation's own secret: API keys are hashed with it, and cursors, sessions and webhooks signed."""

import hashlib
import hmac
import os
import secrets
from contextlib import suppress
from pathlib import Path

_BYTES = 32


class Secret:
    """One secret, with a subkey for each purpose, so that no signature means anything elsewhere."""

    def __init__(self, value: bytes) -> None:
        if len(value) < _BYTES:
            raise ValueError(f"the secret is shorter than {_BYTES} bytes")
        self._value = value

    def subkey(self, purpose: str) -> bytes:
        """32 bytes. `purpose` is a constant, or ends with an id that its owner cannot choose."""
        return hmac.digest(self._value, f"winnow/{purpose}".encode(), hashlib.sha256)

    def sign(self, purpose: str, message: bytes) -> bytes:
        """HMAC-SHA256 of a message, 32 bytes."""
        return hmac.digest(self.subkey(purpose), message, hashlib.sha256)

    def __repr__(self) -> str:
        return "Secret(...)"


def from_file(path: Path) -> Secret:
    """The secret in a file that only its owner can read; made when it is not there.

    Processes that start together all get the one that was first.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.{os.getpid()}-{secrets.token_hex(4)}")
        write_private(draft, secrets.token_hex(_BYTES))
        with suppress(FileExistsError):
            os.link(draft, path)  # the whole file appears at once, or somebody else's was there before
        draft.unlink()
    return Secret(path.read_text().strip().encode())


def write_private(path: Path, text: str) -> None:
    """A new file with mode 0600. FileExistsError when there is one."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(f"{text}\n")
