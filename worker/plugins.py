"""Plugins: methods, backbones and more out of packages that somebody else has installed beside the worker.

A package names an object of type Plugin in the entry point group `winnow.methods`, `winnow.backbones`,
`winnow.transforms` or `winnow.strategies`; docs/plugins.md has an example. `python -m worker.plugins` prints, as JSON,
what is installed.
"""

import inspect
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from pydantic import BaseModel, ValidationError

from store.specs.plugins import PluginGroup
from worker.reporting import UserError

_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Plugin:
    """What an entry point leads to.

    `build` gets an object of `params` and, of a method, the backbone (a FeatureExtractor) and gives a SelfSupervised;
    of a backbone, the image size in pixels and gives a FeatureExtractor. The docstring of `params` says when to use it.
    """

    params: type[BaseModel]
    build: Callable[..., Any]
    views: int = 2
    """Of a method: the full views that one step takes."""


def build(group: PluginGroup, name: str, params: dict[str, Any], *arguments: Any) -> Any:
    """What the plugin `name` builds. Raises UserError when it is not installed here or does not take `params`."""
    entries = {entry.name: entry for entry in _entries(group)}
    if name not in entries:
        names = ", ".join(sorted(entries)) or "none"
        raise UserError(
            f"this worker has no plugin {name} among its {group} (it has {names}): install it, or give the job a label "
            "in runs_on that only workers with the plugin carry"
        )
    plugin = _load(entries[name])
    try:
        given = plugin.params.model_validate(params)
    except ValidationError as error:
        raise UserError(f"the plugin {name} does not take these params: {error}") from error
    return plugin.build(given, *arguments)


def describe() -> list[dict[str, Any]]:
    """Every plugin that is installed and loads: group, name, description, JSON Schema of the parameters, views."""
    found = []
    for group in PluginGroup:
        for entry in _entries(group):
            try:
                plugin = _load(entry)
            except Exception as error:  # noqa: BLE001 - one broken package must not hide the others
                print(f"plugin {entry.value} cannot be loaded: {error!r}", file=sys.stderr)
                continue
            found.append(
                {
                    "group": str(group),
                    "name": entry.name,
                    "description": inspect.cleandoc(plugin.params.__doc__ or ""),
                    "parameters": plugin.params.model_json_schema(),
                    "views": plugin.views,
                }
            )
    return found


def describe_apart() -> list[dict[str, Any]]:
    """`describe` in a process of its own: plugins import torch, which the worker's own processes never should."""
    if not any(_entries(group) for group in PluginGroup):
        return []
    command = [sys.executable, "-m", "worker.plugins"]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, timeout=_SECONDS, check=True)
    found: list[dict[str, Any]] = json.loads(done.stdout.splitlines()[-1])
    return found


def _entries(group: PluginGroup) -> list[EntryPoint]:
    return list(entry_points(group=f"winnow.{group}"))


def _load(entry: EntryPoint) -> Plugin:
    plugin = entry.load()
    if not isinstance(plugin, Plugin):
        raise TypeError(f"{entry.value} is no worker.plugins.Plugin")
    return plugin


if __name__ == "__main__":
    # The module that runs as __main__ is another one than plugins import, with another class Plugin.
    print(json.dumps(import_module("worker.plugins").describe()))
