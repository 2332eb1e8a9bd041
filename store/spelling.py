"""What a caller may have meant by a name that nobody knows."""

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """` Did you mean ...?` with up to three near matches of `name`, ready to be appended; empty without any."""
    by_fold = {candidate.casefold(): candidate for candidate in known}
    near = get_close_matches(name.casefold(), by_fold, n=3, cutoff=0.6)
    return f" Did you mean {' or '.join(by_fold[match] for match in near)}?" if near else ""
