"""Hooks to experiment trackers. Off by default, and their libraries are only imported when somebody asks for them."""

from typing import Any, Protocol

from worker.reporting import Reporter, UserError


class Tracker(Protocol):
    """Takes the numbers of a run."""

    def log(self, step: int, values: dict[str, float]) -> None:
        """`values` after `step` epochs."""

    def close(self) -> None:
        """The run has ended."""


class Tracking:
    """A Reporter that passes everything on to another one, and metrics to trackers as well."""

    def __init__(self, reporter: Reporter, *trackers: Tracker) -> None:
        self._reporter, self._trackers = reporter, trackers

    def progress(self, stage: str, done: int, total: int, unit: str) -> None:
        """See Reporter."""
        self._reporter.progress(stage, done, total, unit)

    def metrics(self, step: int, values: dict[str, float]) -> None:
        """See Reporter."""
        self._reporter.metrics(step, values)
        for tracker in self._trackers:
            tracker.log(step, values)

    def log(self, message: str) -> None:
        """See Reporter."""
        self._reporter.log(message)


class MlflowTracker:
    """Logs to MLflow: to the server of MLFLOW_TRACKING_URI, or to a folder without one."""

    def __init__(self, *, run_name: str | None = None, parameters: dict[str, Any] | None = None) -> None:
        self._mlflow = _library("mlflow")
        self._mlflow.start_run(run_name=run_name)
        self._mlflow.log_params(parameters or {})

    def log(self, step: int, values: dict[str, float]) -> None:
        """See Tracker."""
        self._mlflow.log_metrics(values, step=step)

    def close(self) -> None:
        """See Tracker."""
        self._mlflow.end_run()


class WandbTracker:
    """Logs to Weights & Biases; WANDB_MODE=offline keeps everything on this machine."""

    def __init__(
        self, *, project: str = "winnow", name: str | None = None, config: dict[str, Any] | None = None
    ) -> None:
        self._run = _library("wandb").init(project=project, name=name, config=config or {})

    def log(self, step: int, values: dict[str, float]) -> None:
        """See Tracker."""
        self._run.log(values, step=step)

    def close(self) -> None:
        """See Tracker."""
        self._run.finish()


def _library(name: str) -> Any:
    from importlib import import_module

    try:
        return import_module(name)
    except ImportError as error:
        raise UserError(f"{name} is not installed: pip install {name}") from error
