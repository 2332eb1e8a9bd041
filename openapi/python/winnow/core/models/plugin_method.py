from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast
from typing import Literal, cast

if TYPE_CHECKING:
  from ..models.plugin_method_params import PluginMethodParams





T = TypeVar("T", bound="PluginMethod")



@_attrs_define
class PluginMethod:
    """ A method of a plugin that a worker has installed: write its name as `plugin:NAME`.

    Use it for methods of your own; docs/plugins.md says how to make one. `GET /v1/catalog` lists those of the workers.

        Attributes:
            name (Literal['plugin']):  Default: 'plugin'.
            plugin (str): what follows plugin: in the name
            params (PluginMethodParams | Unset): what its schema in the catalog says
            views (int | None | Unset): full views in a step; null takes the plugin's
     """

    plugin: str
    name: Literal['plugin'] = 'plugin'
    params: PluginMethodParams | Unset = UNSET
    views: int | None | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        from ..models.plugin_method_params import PluginMethodParams # noqa: PLC0415
        name = self.name

        plugin = self.plugin

        params: dict[str, Any] | Unset = UNSET
        if not isinstance(self.params, Unset):
            params = self.params.to_dict()

        views: int | None | Unset
        if isinstance(self.views, Unset):
            views = UNSET
        else:
            views = self.views


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "name": name,
            "plugin": plugin,
        })
        if params is not UNSET:
            field_dict["params"] = params
        if views is not UNSET:
            field_dict["views"] = views

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.plugin_method_params import PluginMethodParams # noqa: PLC0415
        d = dict(src_dict)
        name = cast(Literal['plugin'] , d.pop("name"))
        if name != 'plugin':
            raise ValueError(f"name must match const 'plugin', got '{name}'")

        plugin = d.pop("plugin")

        _params = d.pop("params", UNSET)
        params: PluginMethodParams | Unset
        if isinstance(_params,  Unset):
            params = UNSET
        else:
            params = PluginMethodParams.from_dict(_params)




        def _parse_views(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        views = _parse_views(d.pop("views", UNSET))


        plugin_method = cls(
            name=name,
            plugin=plugin,
            params=params,
            views=views,
        )

        return plugin_method

