"""How a stage tells the outside what it is doing, without knowing who listens."""

from typing import Protocol


class Cancelled(Exception):
    """Somebody asked for the work to stop. A stage lets it pass and leaves nothing half-written behind."""


class UserError(Exception):
    """The input cannot work, and trying again will not help. The message is one plain sentence for the user."""


class Reporter(Protocol):
    """What a stage may say while it runs. Calls are cheap: the listener throttles."""

    def progress(self, stage: str, done: int, total: int, unit: str) -> None:
        """`done` of `total` units of `stage` are finished. Raises Cancelled when the work should stop."""

    def metrics(self, step: int, values: dict[str, float]) -> None:
        """Numbers to plot over `step` (epochs for training)."""

    def log(self, message: str) -> None:
        """One line for a person."""


class Silent:
    """A Reporter for notebooks and tests: says nothing and never cancels."""

    def progress(self, stage: str, done: int, total: int, unit: str) -> None:
        del stage, done, total, unit

    def metrics(self, step: int, values: dict[str, float]) -> None:
        del step, values

    def log(self, message: str) -> None:
        del message
