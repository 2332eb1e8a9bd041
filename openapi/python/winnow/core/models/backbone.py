from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.backbone_weights import BackboneWeights
from ..models.backbone_weights import check_backbone_weights
from ..models.stem import check_stem
from ..models.stem import Stem
from ..types import UNSET, Unset
from typing import cast

if TYPE_CHECKING:
  from ..models.backbone_params import BackboneParams





T = TypeVar("T", bound="Backbone")



@_attrs_define
class Backbone:
    """ A classification model of torchvision (`resnet18`, `convnext_tiny`, `vit_b_16`, ...) or timm
    (`timm/vit_small_patch16_224`, ...), without its classifier. `GET /v1/catalog/backbones` lists all names.

    Use resnet18 unless you have a GPU and more than about 50 000 images. For ResNets `width` is the number of channels
    of the first stage: 64 is the original, 16 trains about ten times faster on a CPU and suits tiny images. Masked
    methods need a vision transformer; `timm/test_vit` with `patch_size` 4 is a very small one for tiny images.

        Attributes:
            name (str | Unset): of torchvision; behind `timm/` of timm, a tag of its weights may follow a dot; or
                `plugin:NAME` Default: 'resnet18'.
            width (int | Unset): of ResNets: channels of the first stage Default: 64.
            stem (Stem | Unset): How the first layers treat the image.
            patch_size (int | None | Unset): of timm's vision transformers: side of a patch in pixels, null as named
            weights (BackboneWeights | Unset): What a backbone starts from.
            seed (int | Unset): seed of the random initialisation Default: 0.
            params (BackboneParams | Unset): of a plugin: what its schema in the catalog says
     """

    name: str | Unset = 'resnet18'
    width: int | Unset = 64
    stem: Stem | Unset = UNSET
    patch_size: int | None | Unset = UNSET
    weights: BackboneWeights | Unset = UNSET
    seed: int | Unset = 0
    params: BackboneParams | Unset = UNSET





    def to_dict(self) -> dict[str, Any]:
        from ..models.backbone_params import BackboneParams # noqa: PLC0415
        name = self.name

        width = self.width

        stem: str | Unset = UNSET
        if not isinstance(self.stem, Unset):
            stem = self.stem


        patch_size: int | None | Unset
        if isinstance(self.patch_size, Unset):
            patch_size = UNSET
        else:
            patch_size = self.patch_size

        weights: str | Unset = UNSET
        if not isinstance(self.weights, Unset):
            weights = self.weights


        seed = self.seed

        params: dict[str, Any] | Unset = UNSET
        if not isinstance(self.params, Unset):
            params = self.params.to_dict()


        field_dict: dict[str, Any] = {}

        field_dict.update({
        })
        if name is not UNSET:
            field_dict["name"] = name
        if width is not UNSET:
            field_dict["width"] = width
        if stem is not UNSET:
            field_dict["stem"] = stem
        if patch_size is not UNSET:
            field_dict["patch_size"] = patch_size
        if weights is not UNSET:
            field_dict["weights"] = weights
        if seed is not UNSET:
            field_dict["seed"] = seed
        if params is not UNSET:
            field_dict["params"] = params

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.backbone_params import BackboneParams # noqa: PLC0415
        d = dict(src_dict)
        name = d.pop("name", UNSET)

        width = d.pop("width", UNSET)

        _stem = d.pop("stem", UNSET)
        stem: Stem | Unset
        if isinstance(_stem,  Unset):
            stem = UNSET
        else:
            stem = check_stem(_stem)




        def _parse_patch_size(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        patch_size = _parse_patch_size(d.pop("patch_size", UNSET))


        _weights = d.pop("weights", UNSET)
        weights: BackboneWeights | Unset
        if isinstance(_weights,  Unset):
            weights = UNSET
        else:
            weights = check_backbone_weights(_weights)




        seed = d.pop("seed", UNSET)

        _params = d.pop("params", UNSET)
        params: BackboneParams | Unset
        if isinstance(_params,  Unset):
            params = UNSET
        else:
            params = BackboneParams.from_dict(_params)




        backbone = cls(
            name=name,
            width=width,
            stem=stem,
            patch_size=patch_size,
            weights=weights,
            seed=seed,
            params=params,
        )

        return backbone

