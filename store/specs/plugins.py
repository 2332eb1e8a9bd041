"""What a plugin of a worker is to a spec."""

from enum import StrEnum
from typing import Any, ClassVar, Literal

from pydantic import Field

from store.specs import presets
from store.specs.backbones import PLUGIN_PREFIX, Backbone
from store.specs.methods.base import MethodSpec, Recipe
from store.specs.optimizers import SGD, Schedule

__all__ = ["PLUGIN_PREFIX", "PluginGroup", "PluginMethod", "spelled_out"]


class PluginGroup(StrEnum):
    """What a plugin can be; its entry points are in the group `winnow.` and this."""

    METHODS = "methods"
    BACKBONES = "backbones"
    TRANSFORMS = "transforms"
    STRATEGIES = "strategies"


class PluginMethod(MethodSpec):
    """A method of a plugin that a worker has installed: write its name as `plugin:NAME`.

    Use it for methods of your own; docs/plugins.md says how to make one. `GET /v1/catalog` lists those of the workers.
    """

    family: ClassVar[Literal["plugin"]] = "plugin"

    name: Literal["plugin"] = "plugin"
    plugin: str = Field(min_length=1, max_length=60, description="what follows plugin: in the name")
    params: dict[str, Any] = Field(default={}, description="what its schema in the catalog says")
    views: int | None = Field(default=None, ge=1, le=16, description="full views in a step; null takes the plugin's")

    @property
    def global_views(self) -> int:
        return 2 if self.views is None else self.views

    def recipe(self, backbone: Backbone, image_size: int) -> Recipe:
        del backbone
        return Recipe(SGD(), Schedule(), presets.simclr(image_size))


def spelled_out(method: object) -> object:
    """A method as JSON, with `plugin:NAME` taken apart; anything else as it is."""
    if isinstance(method, dict) and isinstance(name := method.get("name"), str) and name.startswith(PLUGIN_PREFIX):
        return {**method, "name": "plugin", "plugin": name.removeprefix(PLUGIN_PREFIX)}
    return method
