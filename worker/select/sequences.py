"""Runs of consecutive frames of a video as units: picked together, by the mean of their embeddings."""

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from worker.reporting import UserError
from worker.select.inputs import Inputs, Membership
from worker.select.pool import Bools, Float32, Int64, Selection

_BLOCK = 4096


@dataclass(frozen=True, eq=False)
class Sequences:
    """`rows` is (U, L) int64: the frames of each unit in order. Units do not overlap; what is left over has none."""

    rows: Int64

    @classmethod
    def of(cls, videos: Int64, frames: Int64, eligible: Bools, length: int) -> "Sequences":
        """Cut each video into runs of `length` usable frames. `videos` and `frames` are (N,), -1 for what is no frame.

        Raises UserError when no video has that many frames.
        """
        usable = np.flatnonzero(eligible & (videos >= 0))
        ordered = usable[np.lexsort((frames[usable], videos[usable]))]
        units: list[Int64] = []
        for start, stop in _runs(videos[ordered]):
            n_units = (stop - start) // length
            units.append(ordered[start : start + n_units * length].reshape(n_units, length))
        found = np.concatenate(units) if units else np.empty((0, length), dtype=np.int64)
        if not len(found):
            raise UserError(f"No video of this dataset has {length} usable frames: sequence_length is too large.")
        return cls(found)

    def embeddings(self, embeddings: Float32) -> Float32:
        """(U, D) means of the frames' directions."""
        found = np.empty((len(self.rows), embeddings.shape[1]), dtype=np.float32)
        for start in range(0, len(self.rows), _BLOCK):
            vectors = embeddings[self.rows[start : start + _BLOCK]].astype(np.float64)
            vectors /= np.maximum(np.linalg.norm(vectors, axis=2, keepdims=True), 1e-12)
            found[start : start + _BLOCK] = vectors.mean(axis=1)
        return found

    def all_of(self, mask: Bools) -> Bools:
        """(U,) units of which every frame is in an (N,) mask."""
        return np.asarray(mask[self.rows].all(axis=1))

    def holding(self, rows: Int64) -> Int64:
        """The units that hold any of the rows."""
        return np.flatnonzero(np.isin(self.rows, rows).any(axis=1))

    def inputs(self, inputs: Inputs) -> Inputs:
        """What is known about units: means of numbers and shares, the label that all frames with one agree on."""
        numbers = {source: values[self.rows].mean(axis=1) for source, values in inputs.numbers.items()}
        groups = {
            source: Membership(members.names, members.shares[self.rows].mean(axis=1))
            for source, members in inputs.groups.items()
        }
        probabilities = {task: values[self.rows].mean(axis=1) for task, values in inputs.probabilities.items()}
        labels = inputs.labels
        if labels is not None:
            own = labels[self.rows]
            most = own.max(axis=1)
            labels = np.where(((own == most[:, None]) | (own < 0)).all(axis=1), most, -1)
        return replace(
            inputs, numbers=numbers, groups=groups, probabilities=probabilities, labels=labels,
            queries={query: self.holding(rows) for query, rows in inputs.queries.items()},
            hashes=None if inputs.hashes is None else inputs.hashes[self.rows[:, 0]],
        )  # fmt: skip

    def expanded(self, selection: Selection) -> Selection:
        """A selection of units as one of frames: each unit's frames follow each other."""
        length = self.rows.shape[1]
        nearest = selection.nearest

        def explain(pick: int) -> str:
            return f"Frame {pick % length + 1} of {length} of a sequence. {selection.explain(pick // length)}"

        return replace(
            selection,
            rows=self.rows[selection.rows].reshape(-1),
            gains=np.repeat(selection.gains, length),
            explain=explain,
            contributions={name: np.repeat(values, length) for name, values in selection.contributions.items()},
            nearest=None if nearest is None else np.repeat(np.where(nearest >= 0, self.rows[nearest, 0], -1), length),
            distances=None if selection.distances is None else np.repeat(selection.distances, length),
        )


def _runs(values: Int64) -> list[tuple[int, int]]:
    """(start, stop) of each run of equal values."""
    edges = np.flatnonzero(np.diff(values)) + 1
    bounds = [0, *edges.tolist(), values.size]
    return list(pairwise(bounds))
