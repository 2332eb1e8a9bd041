"""The numbers of a run as files: JSON lines, and event files for TensorBoard."""

import json
from pathlib import Path

from worker.pretrain.stops import History

JSON_LINES, EVENTS = "metrics.jsonl", "events.out.tfevents.winnow"


def write_json_lines(path: Path, history: History) -> None:
    """One object for each epoch that was reported: `epoch` (done by then) and its metrics."""
    with path.open("w", encoding="utf-8") as out:
        for epoch, values in history:
            out.write(json.dumps({"epoch": epoch, **values}) + "\n")


def write_events(path: Path, history: History) -> None:
    """A TensorBoard event file with one scalar for each metric, over epochs.

    The name of the file must contain `tfevents` for TensorBoard to find it.
    """
    from tensorboard.compat.proto.event_pb2 import Event
    from tensorboard.compat.proto.summary_pb2 import Summary
    from tensorboard.summary.writer.record_writer import RecordWriter

    with path.open("wb") as file:
        writer = RecordWriter(file)
        writer.write(Event(file_version="brain.Event:2").SerializeToString())
        for epoch, values in history:
            scalars = [Summary.Value(tag=name, simple_value=value) for name, value in values.items()]
            writer.write(Event(step=epoch, summary=Summary(value=scalars)).SerializeToString())
        writer.flush()
