"""Weights of somebody else: read without running anything that is in the file, and fitted to a network."""

from collections.abc import Iterable
from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import Tensor

from worker.pretrain.backbones import FeatureExtractor
from worker.reporting import UserError

State = dict[str, Tensor]

# Where training scripts keep the network's weights among other things.
_WRAPPERS = ("state_dict", "model_state_dict", "model", "teacher", "student", "network")
# What torchvision and timm call the classifiers, which a backbone is without.
_CLASSIFIERS = ("fc.", "classifier.", "head.", "heads.", "head_dist.", "AuxLogits.", "aux1.", "aux2.", "last_linear.")
_COUNTERS = "num_batches_tracked"
_LISTED = 8


def read_weights(path: Path) -> State:
    """The tensors of a safetensors file, or of one that torch.save wrote if it holds nothing but tensors.

    Raises UserError for anything else. Nothing in the file is run: pickles only give the types that torch knows to be
    harmless.
    """
    with path.open("rb") as file:
        start = file.read(8)
    if start[:2] in {b"PK", b"\x80\x02"} or start[:1] == b"\x80":
        return _read_torch(path)
    try:
        return load_file(path)
    except (SafetensorError, OSError) as error:
        raise UserError("the upload is neither a safetensors file nor one that torch.save wrote") from error


def _read_torch(path: Path) -> State:
    try:
        content = torch.load(path, map_location="cpu", weights_only=True)
    except Exception as error:
        raise UserError(
            "the .pt file holds more than tensors, or is broken; nothing of it was run. Save the weights alone: "
            "torch.save(model.state_dict(), path), or better safetensors.torch.save_file(model.state_dict(), path)"
        ) from error
    state = _unwrapped(content)
    if state is None:
        raise UserError("the .pt file holds no weights by name: save model.state_dict()")
    return state


def _unwrapped(content: object) -> State | None:
    if not isinstance(content, dict):
        return None
    if content and all(isinstance(key, str) and isinstance(value, Tensor) for key, value in content.items()):
        return content
    for wrapper in _WRAPPERS:
        inner = _unwrapped(content.get(wrapper))
        if inner is not None:
            return inner
    return None


def fit(state: State, backbone: FeatureExtractor, *, name: str, prefix: str | None = None) -> list[str]:
    """Load `state` into `backbone`; returns the names that were left out because they belong to a classifier.

    prefix: what the names of the backbone's weights begin with, and all others do not; None takes the one that fits
    best. Raises UserError with the names that are missing, that have another shape and that nobody knows.
    """
    expected = backbone.native_state_dict()
    chosen = _best_prefix(state, expected) if prefix is None else prefix
    inside = {key.removeprefix(chosen): value for key, value in state.items() if key.startswith(chosen)}
    known = {key: value for key, value in backbone.fitted(inside).items() if key in expected}
    strange = sorted(set(inside) - set(expected))
    dropped = [key for key in strange if key.startswith(_CLASSIFIERS)]
    problems = [
        _listed("missing", [key for key in expected if key not in known and not key.endswith(_COUNTERS)]),
        _listed("of another shape", _misshapen(known, expected)),
        _listed("unknown", [key for key in strange if key not in dropped]),
    ]
    found = [problem for problem in problems if problem]
    if found:
        where = f" behind the prefix {chosen!r}" if chosen else ""
        raise UserError(f"the weights{where} do not fit {name}: {'; '.join(found)}")
    counters = {key: value for key, value in expected.items() if key.endswith(_COUNTERS)}
    floats = {key: value.to(expected[key].dtype) for key, value in known.items()}
    if not all(bool(torch.isfinite(value).all()) for value in floats.values()):
        raise UserError("the weights hold numbers that are not finite")
    backbone.load_native_state_dict(counters | floats)
    return dropped


def _best_prefix(state: State, expected: State) -> str:
    """The beginning that leaves the most names that the network knows; the shortest of equals."""
    candidates = {""}
    for key in state:
        parts = key.split(".")
        candidates |= {".".join(parts[:depth]) + "." for depth in range(1, min(len(parts), 5))}

    def matches(prefix: str) -> int:
        return sum(prefix + key in state for key in expected)

    return max(sorted(candidates, key=len), key=matches)


def _misshapen(state: State, expected: State) -> list[str]:
    shapes = {key: (tuple(value.shape), tuple(expected[key].shape)) for key, value in state.items()}
    return [f"{key} {has} instead of {wants}" for key, (has, wants) in shapes.items() if has != wants]


def _listed(what: str, names: Iterable[str]) -> str:
    found = list(names)
    if not found:
        return ""
    more = f" and {len(found) - _LISTED} more" if len(found) > _LISTED else ""
    return f"{len(found)} {what}: {', '.join(found[:_LISTED])}{more}"
