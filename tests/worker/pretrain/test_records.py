"""Metrics as files: what was written is what TensorBoard and a JSON reader find."""

import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from tensorboard.backend.event_processing.event_file_loader import EventFileLoader

from tests.worker.pretrain.runs import Notebook
from worker.pretrain.records import EVENTS, write_events, write_json_lines
from worker.pretrain.trackers import MlflowTracker, Tracking
from worker.reporting import UserError

HISTORY = [(0, {"knn_accuracy": 0.25}), (1, {"loss": 1.5, "lr": 0.125}), (2, {"loss": 1.25, "lr": 0.0})]


def test_json_lines_hold_every_epoch(tmp_path: Path) -> None:
    write_json_lines(tmp_path / "metrics.jsonl", HISTORY)
    lines = [json.loads(line) for line in (tmp_path / "metrics.jsonl").read_text().splitlines()]
    assert lines == [{"epoch": epoch, **values} for epoch, values in HISTORY]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_tensorboard_reads_the_event_file(tmp_path: Path) -> None:
    write_events(tmp_path / EVENTS, HISTORY)
    events = list(EventFileLoader(str(tmp_path / EVENTS)).Load())
    read: dict[int, dict[str, float]] = {}
    for event in events:
        for value in event.summary.value:
            number = value.tensor.float_val[0] if value.HasField("tensor") else value.simple_value
            read.setdefault(event.step, {})[value.tag] = number
    assert read == dict(HISTORY)


def test_a_tracker_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mlflow", None)
    with pytest.raises(UserError, match="pip install mlflow"):
        MlflowTracker()


def test_metrics_reach_the_reporter_and_the_tracker(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[tuple[str, Any]] = []
    library: Any = ModuleType("mlflow")  # the interface of the library, which the tests do not install
    library.start_run = lambda run_name: calls.append(("start", run_name))
    library.log_params = lambda parameters: calls.append(("parameters", parameters))
    library.log_metrics = lambda values, step: calls.append(("metrics", (step, values)))
    library.end_run = lambda: calls.append(("end", None))
    monkeypatch.setitem(sys.modules, "mlflow", library)
    notebook, tracker = Notebook(), MlflowTracker(run_name="first", parameters={"epochs": 2})
    reporter = Tracking(notebook, tracker)
    reporter.metrics(1, {"loss": 1.5})
    reporter.log("a line")
    tracker.close()
    assert calls == [("start", "first"), ("parameters", {"epochs": 2}), ("metrics", (1, {"loss": 1.5})), ("end", None)]
    assert notebook.measured == {1: {"loss": 1.5}}
    assert notebook.lines == ["a line"]
