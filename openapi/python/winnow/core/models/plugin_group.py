from typing import Literal

PluginGroup = Literal['backbones', 'methods', 'strategies', 'transforms']

PLUGIN_GROUP_VALUES: set[PluginGroup] = { 'backbones', 'methods', 'strategies', 'transforms',  }

def check_plugin_group(value: str) -> PluginGroup:
    if value in PLUGIN_GROUP_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {PLUGIN_GROUP_VALUES!r}")
