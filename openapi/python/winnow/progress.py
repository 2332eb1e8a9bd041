"""Bars on the terminal, for those who ask for them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

OnBytes = Callable[[int, int], object]
"""Called with (bytes sent, bytes in all)."""


@contextmanager
def bar(wish: bool | OnBytes) -> Iterator[OnBytes]:
    """The function to report bytes to: the caller's own, one that moves a bar, or one that does nothing."""
    if callable(wish):
        yield wish
        return
    if not wish:
        yield _ignore
        return
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Progress(*columns) as shown:
        task = shown.add_task("upload", total=None)
        yield lambda done, total: shown.update(task, completed=done, total=total)


def _ignore(done: int, total: int) -> None:
    del done, total
