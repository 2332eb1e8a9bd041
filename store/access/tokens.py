"""What an API key looks like: `wnw_<id>_<secret><crc>`.

The prefix lets scanners of leaked secrets find it, the id finds its row, the secret is 43 characters of base 62 (256
bits), and the CRC-32 tells a mistyped or cut key from a wrong one without asking the database.
"""

import re
import secrets
import zlib
from dataclasses import dataclass

PATTERN = re.compile(r"wnw_([0-9a-z]{26})_[0-9A-Za-z]{49}")
_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_SECRET_CHARACTERS, _CRC_CHARACTERS = 43, 6


@dataclass(frozen=True)
class Token:
    """A key as its holder has it. Never stored, never logged."""

    key_id: str
    text: str

    def __repr__(self) -> str:
        return f"Token({self.key_id})"


def generate(key_id: str) -> Token:
    """A new secret for a key."""
    secret = "".join(secrets.choice(_ALPHABET) for _ in range(_SECRET_CHARACTERS))
    body = f"wnw_{key_id.partition('_')[2]}_{secret}"
    return Token(key_id, body + _checksum(body))


def parse(text: str) -> Token | None:
    """None for what is no key at all: another form, or a checksum that does not fit."""
    match = PATTERN.fullmatch(text)
    if match is None or _checksum(text[:-_CRC_CHARACTERS]) != text[-_CRC_CHARACTERS:]:
        return None
    return Token(f"key_{match.group(1)}", text)


def _checksum(body: str) -> str:
    value, digits = zlib.crc32(body.encode()), ""
    for _ in range(_CRC_CHARACTERS):
        value, digit = divmod(value, len(_ALPHABET))
        digits = _ALPHABET[digit] + digits
    return digits
