from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.preview_spec_format import check_preview_spec_format
from ..models.preview_spec_format import PreviewSpecFormat
from ..types import UNSET, Unset
from typing import cast
from typing import Literal, cast

if TYPE_CHECKING:
  from ..models.backbone import Backbone
  from ..models.barlow_twins import BarlowTwins
  from ..models.byol import BYOL
  from ..models.dcl import DCL
  from ..models.dclw import DCLW
  from ..models.dino import DINO
  from ..models.distillation import Distillation
  from ..models.fast_siam import FastSiam
  from ..models.le_jepa import LeJEPA
  from ..models.limits import Limits
  from ..models.mae import MAE
  from ..models.mixed_barlow_twins import MixedBarlowTwins
  from ..models.mmcr import MMCR
  from ..models.mo_co import MoCo
  from ..models.mo_co_v3 import MoCoV3
  from ..models.nnclr import NNCLR
  from ..models.re_sa import ReSA
  from ..models.sim_clr import SimCLR
  from ..models.sim_mim import SimMIM
  from ..models.sim_siam import SimSiam
  from ..models.sw_av import SwAV
  from ..models.ti_co import TiCo
  from ..models.transform import Transform
  from ..models.transform_preset import TransformPreset
  from ..models.vic_reg import VICReg
  from ..models.vis_reg import VISReg





T = TypeVar("T", bound="PreviewSpec")



@_attrs_define
class PreviewSpec:
    """ Draw views of one sample as training would, into a picture. It is removed a day later, with its job.

        Attributes:
            kind (Literal['preview']):  Default: 'preview'.
            dataset_id (str):
            sample_id (str):
            name (None | str | Unset): for people; need not be unique
            priority (int | Unset): higher runs earlier Default: 0.
            max_attempts (int | Unset): attempts before a crashing job counts as failed Default: 3.
            runs_on (list[str] | Unset): labels that the worker must carry, all of them
            limits (Limits | Unset): What one attempt may use before it is stopped.
            depends_on (list[str] | Unset): in a pipeline: siblings that must succeed first
            transform (None | Transform | TransformPreset | Unset): null takes the views of the method's recipe
            method (BarlowTwins | BYOL | DCL | DCLW | DINO | Distillation | FastSiam | LeJEPA | MAE | MixedBarlowTwins |
                MMCR | MoCo | MoCoV3 | NNCLR | ReSA | SimCLR | SimMIM | SimSiam | SwAV | TiCo | Unset | VICReg | VISReg):
            backbone (Backbone | Unset): A classification model of torchvision (`resnet18`, `convnext_tiny`, `vit_b_16`,
                ...) or timm
                (`timm/vit_small_patch16_224`, ...), without its classifier. `GET /v1/catalog/backbones` lists all names.

                Use resnet18 unless you have a GPU and more than about 50 000 images. For ResNets `width` is the number of
                channels
                of the first stage: 64 is the original, 16 trains about ten times faster on a CPU and suits tiny images. Masked
                methods need a vision transformer; `timm/test_vit` with `patch_size` 4 is a very small one for tiny images.
            image_size (int | Unset): side of the square network input, pixels Default: 64.
            n_views (int | Unset): of each kind: query, key and local Default: 16.
            seed (int | Unset):  Default: 0.
            format_ (PreviewSpecFormat | Unset):  Default: 'png'.
     """

    dataset_id: str
    sample_id: str
    kind: Literal['preview'] = 'preview'
    name: None | str | Unset = UNSET
    priority: int | Unset = 0
    max_attempts: int | Unset = 3
    runs_on: list[str] | Unset = UNSET
    limits: Limits | Unset = UNSET
    depends_on: list[str] | Unset = UNSET
    transform: None | Transform | TransformPreset | Unset = UNSET
    method: BarlowTwins | BYOL | DCL | DCLW | DINO | Distillation | FastSiam | LeJEPA | MAE | MixedBarlowTwins | MMCR | MoCo | MoCoV3 | NNCLR | ReSA | SimCLR | SimMIM | SimSiam | SwAV | TiCo | Unset | VICReg | VISReg = UNSET
    backbone: Backbone | Unset = UNSET
    image_size: int | Unset = 64
    n_views: int | Unset = 16
    seed: int | Unset = 0
    format_: PreviewSpecFormat | Unset = 'png'





    def to_dict(self) -> dict[str, Any]:
        from ..models.backbone import Backbone # noqa: PLC0415
        from ..models.barlow_twins import BarlowTwins # noqa: PLC0415
        from ..models.byol import BYOL # noqa: PLC0415
        from ..models.dcl import DCL # noqa: PLC0415
        from ..models.dclw import DCLW # noqa: PLC0415
        from ..models.dino import DINO # noqa: PLC0415
        from ..models.distillation import Distillation # noqa: PLC0415
        from ..models.fast_siam import FastSiam # noqa: PLC0415
        from ..models.le_jepa import LeJEPA # noqa: PLC0415
        from ..models.limits import Limits # noqa: PLC0415
        from ..models.mae import MAE # noqa: PLC0415
        from ..models.mixed_barlow_twins import MixedBarlowTwins # noqa: PLC0415
        from ..models.mmcr import MMCR # noqa: PLC0415
        from ..models.mo_co import MoCo # noqa: PLC0415
        from ..models.mo_co_v3 import MoCoV3 # noqa: PLC0415
        from ..models.nnclr import NNCLR # noqa: PLC0415
        from ..models.re_sa import ReSA # noqa: PLC0415
        from ..models.sim_clr import SimCLR # noqa: PLC0415
        from ..models.sim_mim import SimMIM # noqa: PLC0415
        from ..models.sim_siam import SimSiam # noqa: PLC0415
        from ..models.sw_av import SwAV # noqa: PLC0415
        from ..models.ti_co import TiCo # noqa: PLC0415
        from ..models.transform import Transform # noqa: PLC0415
        from ..models.transform_preset import TransformPreset # noqa: PLC0415
        from ..models.vic_reg import VICReg # noqa: PLC0415
        from ..models.vis_reg import VISReg # noqa: PLC0415
        kind = self.kind

        dataset_id = self.dataset_id

        sample_id = self.sample_id

        name: None | str | Unset
        if isinstance(self.name, Unset):
            name = UNSET
        else:
            name = self.name

        priority = self.priority

        max_attempts = self.max_attempts

        runs_on: list[str] | Unset = UNSET
        if not isinstance(self.runs_on, Unset):
            runs_on = self.runs_on



        limits: dict[str, Any] | Unset = UNSET
        if not isinstance(self.limits, Unset):
            limits = self.limits.to_dict()

        depends_on: list[str] | Unset = UNSET
        if not isinstance(self.depends_on, Unset):
            depends_on = self.depends_on



        transform: dict[str, Any] | None | Unset
        if isinstance(self.transform, Unset):
            transform = UNSET
        elif isinstance(self.transform, Transform):
            transform = self.transform.to_dict()
        elif isinstance(self.transform, TransformPreset):
            transform = self.transform.to_dict()
        else:
            transform = self.transform

        method: dict[str, Any] | Unset
        if isinstance(self.method, Unset):
            method = UNSET
        elif isinstance(self.method, SimCLR):
            method = self.method.to_dict()
        elif isinstance(self.method, DCL):
            method = self.method.to_dict()
        elif isinstance(self.method, DCLW):
            method = self.method.to_dict()
        elif isinstance(self.method, MoCo):
            method = self.method.to_dict()
        elif isinstance(self.method, MoCoV3):
            method = self.method.to_dict()
        elif isinstance(self.method, NNCLR):
            method = self.method.to_dict()
        elif isinstance(self.method, SimSiam):
            method = self.method.to_dict()
        elif isinstance(self.method, FastSiam):
            method = self.method.to_dict()
        elif isinstance(self.method, BYOL):
            method = self.method.to_dict()
        elif isinstance(self.method, BarlowTwins):
            method = self.method.to_dict()
        elif isinstance(self.method, MixedBarlowTwins):
            method = self.method.to_dict()
        elif isinstance(self.method, VICReg):
            method = self.method.to_dict()
        elif isinstance(self.method, TiCo):
            method = self.method.to_dict()
        elif isinstance(self.method, MMCR):
            method = self.method.to_dict()
        elif isinstance(self.method, LeJEPA):
            method = self.method.to_dict()
        elif isinstance(self.method, VISReg):
            method = self.method.to_dict()
        elif isinstance(self.method, SwAV):
            method = self.method.to_dict()
        elif isinstance(self.method, DINO):
            method = self.method.to_dict()
        elif isinstance(self.method, ReSA):
            method = self.method.to_dict()
        elif isinstance(self.method, MAE):
            method = self.method.to_dict()
        elif isinstance(self.method, SimMIM):
            method = self.method.to_dict()
        else:
            method = self.method.to_dict()


        backbone: dict[str, Any] | Unset = UNSET
        if not isinstance(self.backbone, Unset):
            backbone = self.backbone.to_dict()

        image_size = self.image_size

        n_views = self.n_views

        seed = self.seed

        format_: str | Unset = UNSET
        if not isinstance(self.format_, Unset):
            format_ = self.format_



        field_dict: dict[str, Any] = {}

        field_dict.update({
            "kind": kind,
            "dataset_id": dataset_id,
            "sample_id": sample_id,
        })
        if name is not UNSET:
            field_dict["name"] = name
        if priority is not UNSET:
            field_dict["priority"] = priority
        if max_attempts is not UNSET:
            field_dict["max_attempts"] = max_attempts
        if runs_on is not UNSET:
            field_dict["runs_on"] = runs_on
        if limits is not UNSET:
            field_dict["limits"] = limits
        if depends_on is not UNSET:
            field_dict["depends_on"] = depends_on
        if transform is not UNSET:
            field_dict["transform"] = transform
        if method is not UNSET:
            field_dict["method"] = method
        if backbone is not UNSET:
            field_dict["backbone"] = backbone
        if image_size is not UNSET:
            field_dict["image_size"] = image_size
        if n_views is not UNSET:
            field_dict["n_views"] = n_views
        if seed is not UNSET:
            field_dict["seed"] = seed
        if format_ is not UNSET:
            field_dict["format"] = format_

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.backbone import Backbone # noqa: PLC0415
        from ..models.barlow_twins import BarlowTwins # noqa: PLC0415
        from ..models.byol import BYOL # noqa: PLC0415
        from ..models.dcl import DCL # noqa: PLC0415
        from ..models.dclw import DCLW # noqa: PLC0415
        from ..models.dino import DINO # noqa: PLC0415
        from ..models.distillation import Distillation # noqa: PLC0415
        from ..models.fast_siam import FastSiam # noqa: PLC0415
        from ..models.le_jepa import LeJEPA # noqa: PLC0415
        from ..models.limits import Limits # noqa: PLC0415
        from ..models.mae import MAE # noqa: PLC0415
        from ..models.mixed_barlow_twins import MixedBarlowTwins # noqa: PLC0415
        from ..models.mmcr import MMCR # noqa: PLC0415
        from ..models.mo_co import MoCo # noqa: PLC0415
        from ..models.mo_co_v3 import MoCoV3 # noqa: PLC0415
        from ..models.nnclr import NNCLR # noqa: PLC0415
        from ..models.re_sa import ReSA # noqa: PLC0415
        from ..models.sim_clr import SimCLR # noqa: PLC0415
        from ..models.sim_mim import SimMIM # noqa: PLC0415
        from ..models.sim_siam import SimSiam # noqa: PLC0415
        from ..models.sw_av import SwAV # noqa: PLC0415
        from ..models.ti_co import TiCo # noqa: PLC0415
        from ..models.transform import Transform # noqa: PLC0415
        from ..models.transform_preset import TransformPreset # noqa: PLC0415
        from ..models.vic_reg import VICReg # noqa: PLC0415
        from ..models.vis_reg import VISReg # noqa: PLC0415
        d = dict(src_dict)
        kind = cast(Literal['preview'] , d.pop("kind"))
        if kind != 'preview':
            raise ValueError(f"kind must match const 'preview', got '{kind}'")

        dataset_id = d.pop("dataset_id")

        sample_id = d.pop("sample_id")

        def _parse_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        name = _parse_name(d.pop("name", UNSET))


        priority = d.pop("priority", UNSET)

        max_attempts = d.pop("max_attempts", UNSET)

        runs_on = cast(list[str], d.pop("runs_on", UNSET))


        _limits = d.pop("limits", UNSET)
        limits: Limits | Unset
        if isinstance(_limits,  Unset):
            limits = UNSET
        else:
            limits = Limits.from_dict(_limits)




        depends_on = cast(list[str], d.pop("depends_on", UNSET))


        def _parse_transform(data: object) -> None | Transform | TransformPreset | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                transform_type_0_type_0 = Transform.from_dict(data)



                return transform_type_0_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                transform_type_0_type_1 = TransformPreset.from_dict(data)



                return transform_type_0_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Transform | TransformPreset | Unset, data)

        transform = _parse_transform(d.pop("transform", UNSET))


        def _parse_method(data: object) -> BarlowTwins | BYOL | DCL | DCLW | DINO | Distillation | FastSiam | LeJEPA | MAE | MixedBarlowTwins | MMCR | MoCo | MoCoV3 | NNCLR | ReSA | SimCLR | SimMIM | SimSiam | SwAV | TiCo | Unset | VICReg | VISReg:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_method_type_0 = SimCLR.from_dict(data)



                return componentsschemas_method_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_method_type_1 = DCL.from_dict(data)



                return componentsschemas_method_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_method_type_2 = DCLW.from_dict(data)



                return componentsschemas_method_type_2
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_method_type_3 = MoCo.from_dict(data)



                return componentsschemas_method_type_3
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_method_type_4 = MoCoV3.from_dict(data)



                return componentsschemas_method_type_4
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_method_type_5 = NNCLR.from_dict(data)



                return componentsschemas_method_type_5
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_method_type_6 = SimSiam.from_dict(data)



                return componentsschemas_method_type_6
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_method_type_7 = FastSiam.from_dict(data)



                return componentsschemas_method_type_7
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_method_type_8 = BYOL.from_dict(data)



                return componentsschemas_method_type_8
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_method_type_9 = BarlowTwins.from_dict(data)



                return componentsschemas_method_type_9
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_method_type_10 = MixedBarlowTwins.from_dict(data)



                return componentsschemas_method_type_10
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_method_type_11 = VICReg.from_dict(data)



                return componentsschemas_method_type_11
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_method_type_12 = TiCo.from_dict(data)



                return componentsschemas_method_type_12
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_method_type_13 = MMCR.from_dict(data)



                return componentsschemas_method_type_13
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_method_type_14 = LeJEPA.from_dict(data)



                return componentsschemas_method_type_14
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_method_type_15 = VISReg.from_dict(data)



                return componentsschemas_method_type_15
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_method_type_16 = SwAV.from_dict(data)



                return componentsschemas_method_type_16
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_method_type_17 = DINO.from_dict(data)



                return componentsschemas_method_type_17
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_method_type_18 = ReSA.from_dict(data)



                return componentsschemas_method_type_18
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_method_type_19 = MAE.from_dict(data)



                return componentsschemas_method_type_19
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_method_type_20 = SimMIM.from_dict(data)



                return componentsschemas_method_type_20
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            componentsschemas_method_type_21 = Distillation.from_dict(data)



            return componentsschemas_method_type_21

        method = _parse_method(d.pop("method", UNSET))


        _backbone = d.pop("backbone", UNSET)
        backbone: Backbone | Unset
        if isinstance(_backbone,  Unset):
            backbone = UNSET
        else:
            backbone = Backbone.from_dict(_backbone)




        image_size = d.pop("image_size", UNSET)

        n_views = d.pop("n_views", UNSET)

        seed = d.pop("seed", UNSET)

        _format_ = d.pop("format", UNSET)
        format_: PreviewSpecFormat | Unset
        if isinstance(_format_,  Unset):
            format_ = UNSET
        else:
            format_ = check_preview_spec_format(_format_)




        preview_spec = cls(
            kind=kind,
            dataset_id=dataset_id,
            sample_id=sample_id,
            name=name,
            priority=priority,
            max_attempts=max_attempts,
            runs_on=runs_on,
            limits=limits,
            depends_on=depends_on,
            transform=transform,
            method=method,
            backbone=backbone,
            image_size=image_size,
            n_views=n_views,
            seed=seed,
            format_=format_,
        )

        return preview_spec

