"""The plugins of the workers that are there: published when a worker registers, checked when a job is submitted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import jsonschema_rs
from sqlalchemy.orm import Session

from store import workers
from store.errors import InvalidField
from store.specs.jobs import EmbedSpec, TrainSpec
from store.specs.plugins import PLUGIN_PREFIX, PluginGroup, PluginMethod
from store.spelling import did_you_mean

_ALIVE_WITHIN = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Published:
    """What a worker says about a plugin."""

    group: str
    name: str
    description: str
    parameters: dict[str, Any]
    """The JSON Schema of its params."""
    views: int


def published(session: Session) -> dict[tuple[str, str], Published]:
    """The plugins of all workers that were seen lately, by group and name; of equal names the newest worker's."""
    found: dict[tuple[str, str], Published] = {}
    for worker in workers.alive(session, within=_ALIVE_WITHIN):
        for entry in (worker.plugins or {}).get("plugins", []):
            plugin = Published(**entry)
            found[plugin.group, plugin.name] = plugin
    return found


def check_plugins(session: Session, spec: TrainSpec | EmbedSpec, at: str) -> TrainSpec | EmbedSpec:
    """`spec` with what its plugins say of themselves; InvalidField for a name that no worker has, or wrong params."""
    backbone = spec.backbone
    if backbone is not None and backbone.is_plugin:
        name = backbone.name.removeprefix(PLUGIN_PREFIX)
        _check(session, PluginGroup.BACKBONES, name, backbone.params, f"{at}/backbone")
    if isinstance(spec, TrainSpec) and isinstance(spec.method, PluginMethod):
        method = spec.method
        found = _check(session, PluginGroup.METHODS, method.plugin, method.params, f"{at}/method")
        if method.views is None:
            spec = spec.model_copy(update={"method": method.model_copy(update={"views": found.views})})
    return spec


def _check(session: Session, group: PluginGroup, name: str, params: Mapping[str, Any], at: str) -> Published:
    known = published(session)
    plugin = known.get((group, name))
    if plugin is None:
        names = [other for kind, other in known if kind == group]
        hint = did_you_mean(name, names) or (f" There are: {', '.join(sorted(names))}." if names else "")
        raise InvalidField(f"{at}/name", f"No worker that runs has a plugin {name} among its {group}.{hint}")
    for error in jsonschema_rs.validator_for(plugin.parameters).iter_errors(dict(params)):
        path = "".join(f"/{part}" for part in error.instance_path)
        raise InvalidField(f"{at}/params{path}", error.message)
    return plugin
