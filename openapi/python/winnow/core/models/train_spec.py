from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.train_spec_compile import check_train_spec_compile
from ..models.train_spec_compile import TrainSpecCompile
from ..models.train_spec_keep import check_train_spec_keep
from ..models.train_spec_keep import TrainSpecKeep
from ..models.train_spec_precision import check_train_spec_precision
from ..models.train_spec_precision import TrainSpecPrecision
from ..types import UNSET, Unset
from typing import cast
from typing import Literal, cast

if TYPE_CHECKING:
  from ..models.adadelta import Adadelta
  from ..models.adafactor import Adafactor
  from ..models.adagrad import Adagrad
  from ..models.adam import Adam
  from ..models.adam_w import AdamW
  from ..models.adamax import Adamax
  from ..models.asgd import ASGD
  from ..models.auto import Auto
  from ..models.backbone import Backbone
  from ..models.barlow_twins import BarlowTwins
  from ..models.byol import BYOL
  from ..models.dcl import DCL
  from ..models.dclw import DCLW
  from ..models.dino import DINO
  from ..models.distillation import Distillation
  from ..models.early_stop import EarlyStop
  from ..models.fast_siam import FastSiam
  from ..models.lars import LARS
  from ..models.le_jepa import LeJEPA
  from ..models.limits import Limits
  from ..models.mae import MAE
  from ..models.mixed_barlow_twins import MixedBarlowTwins
  from ..models.mmcr import MMCR
  from ..models.mo_co import MoCo
  from ..models.mo_co_v3 import MoCoV3
  from ..models.n_adam import NAdam
  from ..models.nnclr import NNCLR
  from ..models.plugin_method import PluginMethod
  from ..models.progressive import Progressive
  from ..models.r_adam import RAdam
  from ..models.re_sa import ReSA
  from ..models.rm_sprop import RMSprop
  from ..models.rprop import Rprop
  from ..models.schedule import Schedule
  from ..models.sgd import SGD
  from ..models.sim_clr import SimCLR
  from ..models.sim_mim import SimMIM
  from ..models.sim_siam import SimSiam
  from ..models.sw_av import SwAV
  from ..models.ti_co import TiCo
  from ..models.transform import Transform
  from ..models.transform_preset import TransformPreset
  from ..models.vic_reg import VICReg
  from ..models.vis_reg import VISReg





T = TypeVar("T", bound="TrainSpec")



@_attrs_define
class TrainSpec:
    """ Train a backbone on a dataset without labels.

        Attributes:
            kind (Literal['train']):  Default: 'train'.
            dataset_id (str):
            name (None | str | Unset): for people; need not be unique
            priority (int | Unset): higher runs earlier Default: 0.
            max_attempts (int | Unset): attempts before a crashing job counts as failed Default: 3.
            runs_on (list[str] | Unset): labels that the worker must carry, all of them
            limits (Limits | Unset): What one attempt may use before it is stopped.
            depends_on (list[str] | Unset): in a pipeline: siblings that must succeed first
            dataset_version (int | None | Unset): null takes the version at submission
            method (Auto | BarlowTwins | BYOL | DCL | DCLW | DINO | Distillation | FastSiam | LeJEPA | MAE |
                MixedBarlowTwins | MMCR | MoCo | MoCoV3 | NNCLR | PluginMethod | ReSA | SimCLR | SimMIM | SimSiam | str | SwAV |
                TiCo | Unset | VICReg | VISReg): its name alone takes its defaults
            backbone (Backbone | Unset): A classification model of torchvision (`resnet18`, `convnext_tiny`, `vit_b_16`,
                ...) or timm
                (`timm/vit_small_patch16_224`, ...), without its classifier. `GET /v1/catalog/backbones` lists all names.

                Use resnet18 unless you have a GPU and more than about 50 000 images. For ResNets `width` is the number of
                channels
                of the first stage: 64 is the original, 16 trains about ten times faster on a CPU and suits tiny images. Masked
                methods need a vision transformer; `timm/test_vit` with `patch_size` 4 is a very small one for tiny images.
            init_from (None | str | Unset): a checkpoint to start from, or $name of a sibling that makes one
            freeze (int | Unset): how many of the first layers (the stem, then stages or blocks) stay as they are Default:
                0.
            optimizer (Adadelta | Adafactor | Adagrad | Adam | Adamax | AdamW | ASGD | LARS | NAdam | None | RAdam | RMSprop
                | Rprop | SGD | Unset): null takes the one of the method's recipe
            schedule (None | Schedule | Unset): null takes the one of the method's recipe
            transform (None | Transform | TransformPreset | Unset): null takes the views of the method's recipe; {"domain":
                "aerial"} changes those
            image_size (int | Unset): side of the square network input, pixels Default: 64.
            epochs (int | Unset):  Default: 100.
            batch_size (int | Unset):  Default: 256.
            accumulation (int | Unset): pieces in which a batch is computed when it does not fit into memory Default: 1.
            devices (int | Unset): GPUs that share a batch; processes on a CPU Default: 1.
            precision (TrainSpecPrecision | Unset): auto: autocast to bfloat16 on GPUs that have it, to float16 on older
                ones; float32 on a CPU Default: 'auto'.
            compile_ (TrainSpecCompile | Unset): torch.compile of the backbone; auto: on a GPU, in runs of 2000 steps and
                more Default: 'auto'.
            progressive (None | Progressive | Unset):
            time_budget_minutes (float | None | Unset): aims at this training time: `epochs` is lowered to what the measured
                speed allows
            seed (int | Unset):  Default: 0.
            evaluate_every (int | Unset): epochs between evaluations Default: 10.
            checkpoint_every (int | Unset): epochs between resumable checkpoints Default: 1.
            early_stop (EarlyStop | None | Unset):
            stop_on_collapse (bool | Unset): end training when three evaluations in a row find a collapsed embedding
                Default: True.
            keep (TrainSpecKeep | Unset): best: the backbone of the best evaluation (kNN accuracy, or loss without labels)
                Default: 'last'.
     """

    dataset_id: str
    kind: Literal['train'] = 'train'
    name: None | str | Unset = UNSET
    priority: int | Unset = 0
    max_attempts: int | Unset = 3
    runs_on: list[str] | Unset = UNSET
    limits: Limits | Unset = UNSET
    depends_on: list[str] | Unset = UNSET
    dataset_version: int | None | Unset = UNSET
    method: Auto | BarlowTwins | BYOL | DCL | DCLW | DINO | Distillation | FastSiam | LeJEPA | MAE | MixedBarlowTwins | MMCR | MoCo | MoCoV3 | NNCLR | PluginMethod | ReSA | SimCLR | SimMIM | SimSiam | str | SwAV | TiCo | Unset | VICReg | VISReg = UNSET
    backbone: Backbone | Unset = UNSET
    init_from: None | str | Unset = UNSET
    freeze: int | Unset = 0
    optimizer: Adadelta | Adafactor | Adagrad | Adam | Adamax | AdamW | ASGD | LARS | NAdam | None | RAdam | RMSprop | Rprop | SGD | Unset = UNSET
    schedule: None | Schedule | Unset = UNSET
    transform: None | Transform | TransformPreset | Unset = UNSET
    image_size: int | Unset = 64
    epochs: int | Unset = 100
    batch_size: int | Unset = 256
    accumulation: int | Unset = 1
    devices: int | Unset = 1
    precision: TrainSpecPrecision | Unset = 'auto'
    compile_: TrainSpecCompile | Unset = 'auto'
    progressive: None | Progressive | Unset = UNSET
    time_budget_minutes: float | None | Unset = UNSET
    seed: int | Unset = 0
    evaluate_every: int | Unset = 10
    checkpoint_every: int | Unset = 1
    early_stop: EarlyStop | None | Unset = UNSET
    stop_on_collapse: bool | Unset = True
    keep: TrainSpecKeep | Unset = 'last'





    def to_dict(self) -> dict[str, Any]:
        from ..models.adadelta import Adadelta # noqa: PLC0415
        from ..models.adafactor import Adafactor # noqa: PLC0415
        from ..models.adagrad import Adagrad # noqa: PLC0415
        from ..models.adam import Adam # noqa: PLC0415
        from ..models.adam_w import AdamW # noqa: PLC0415
        from ..models.adamax import Adamax # noqa: PLC0415
        from ..models.asgd import ASGD # noqa: PLC0415
        from ..models.auto import Auto # noqa: PLC0415
        from ..models.backbone import Backbone # noqa: PLC0415
        from ..models.barlow_twins import BarlowTwins # noqa: PLC0415
        from ..models.byol import BYOL # noqa: PLC0415
        from ..models.dcl import DCL # noqa: PLC0415
        from ..models.dclw import DCLW # noqa: PLC0415
        from ..models.dino import DINO # noqa: PLC0415
        from ..models.distillation import Distillation # noqa: PLC0415
        from ..models.early_stop import EarlyStop # noqa: PLC0415
        from ..models.fast_siam import FastSiam # noqa: PLC0415
        from ..models.lars import LARS # noqa: PLC0415
        from ..models.le_jepa import LeJEPA # noqa: PLC0415
        from ..models.limits import Limits # noqa: PLC0415
        from ..models.mae import MAE # noqa: PLC0415
        from ..models.mixed_barlow_twins import MixedBarlowTwins # noqa: PLC0415
        from ..models.mmcr import MMCR # noqa: PLC0415
        from ..models.mo_co import MoCo # noqa: PLC0415
        from ..models.mo_co_v3 import MoCoV3 # noqa: PLC0415
        from ..models.n_adam import NAdam # noqa: PLC0415
        from ..models.nnclr import NNCLR # noqa: PLC0415
        from ..models.plugin_method import PluginMethod # noqa: PLC0415
        from ..models.progressive import Progressive # noqa: PLC0415
        from ..models.r_adam import RAdam # noqa: PLC0415
        from ..models.re_sa import ReSA # noqa: PLC0415
        from ..models.rm_sprop import RMSprop # noqa: PLC0415
        from ..models.rprop import Rprop # noqa: PLC0415
        from ..models.schedule import Schedule # noqa: PLC0415
        from ..models.sgd import SGD # noqa: PLC0415
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



        dataset_version: int | None | Unset
        if isinstance(self.dataset_version, Unset):
            dataset_version = UNSET
        else:
            dataset_version = self.dataset_version

        method: dict[str, Any] | str | Unset
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
        elif isinstance(self.method, Distillation):
            method = self.method.to_dict()
        elif isinstance(self.method, Auto):
            method = self.method.to_dict()
        elif isinstance(self.method, PluginMethod):
            method = self.method.to_dict()
        else:
            method = self.method

        backbone: dict[str, Any] | Unset = UNSET
        if not isinstance(self.backbone, Unset):
            backbone = self.backbone.to_dict()

        init_from: None | str | Unset
        if isinstance(self.init_from, Unset):
            init_from = UNSET
        else:
            init_from = self.init_from

        freeze = self.freeze

        optimizer: dict[str, Any] | None | Unset
        if isinstance(self.optimizer, Unset):
            optimizer = UNSET
        elif isinstance(self.optimizer, SGD):
            optimizer = self.optimizer.to_dict()
        elif isinstance(self.optimizer, AdamW):
            optimizer = self.optimizer.to_dict()
        elif isinstance(self.optimizer, LARS):
            optimizer = self.optimizer.to_dict()
        elif isinstance(self.optimizer, Adam):
            optimizer = self.optimizer.to_dict()
        elif isinstance(self.optimizer, NAdam):
            optimizer = self.optimizer.to_dict()
        elif isinstance(self.optimizer, RAdam):
            optimizer = self.optimizer.to_dict()
        elif isinstance(self.optimizer, Adamax):
            optimizer = self.optimizer.to_dict()
        elif isinstance(self.optimizer, Adadelta):
            optimizer = self.optimizer.to_dict()
        elif isinstance(self.optimizer, Adagrad):
            optimizer = self.optimizer.to_dict()
        elif isinstance(self.optimizer, RMSprop):
            optimizer = self.optimizer.to_dict()
        elif isinstance(self.optimizer, Rprop):
            optimizer = self.optimizer.to_dict()
        elif isinstance(self.optimizer, ASGD):
            optimizer = self.optimizer.to_dict()
        elif isinstance(self.optimizer, Adafactor):
            optimizer = self.optimizer.to_dict()
        else:
            optimizer = self.optimizer

        schedule: dict[str, Any] | None | Unset
        if isinstance(self.schedule, Unset):
            schedule = UNSET
        elif isinstance(self.schedule, Schedule):
            schedule = self.schedule.to_dict()
        else:
            schedule = self.schedule

        transform: dict[str, Any] | None | Unset
        if isinstance(self.transform, Unset):
            transform = UNSET
        elif isinstance(self.transform, Transform):
            transform = self.transform.to_dict()
        elif isinstance(self.transform, TransformPreset):
            transform = self.transform.to_dict()
        else:
            transform = self.transform

        image_size = self.image_size

        epochs = self.epochs

        batch_size = self.batch_size

        accumulation = self.accumulation

        devices = self.devices

        precision: str | Unset = UNSET
        if not isinstance(self.precision, Unset):
            precision = self.precision


        compile_: str | Unset = UNSET
        if not isinstance(self.compile_, Unset):
            compile_ = self.compile_


        progressive: dict[str, Any] | None | Unset
        if isinstance(self.progressive, Unset):
            progressive = UNSET
        elif isinstance(self.progressive, Progressive):
            progressive = self.progressive.to_dict()
        else:
            progressive = self.progressive

        time_budget_minutes: float | None | Unset
        if isinstance(self.time_budget_minutes, Unset):
            time_budget_minutes = UNSET
        else:
            time_budget_minutes = self.time_budget_minutes

        seed = self.seed

        evaluate_every = self.evaluate_every

        checkpoint_every = self.checkpoint_every

        early_stop: dict[str, Any] | None | Unset
        if isinstance(self.early_stop, Unset):
            early_stop = UNSET
        elif isinstance(self.early_stop, EarlyStop):
            early_stop = self.early_stop.to_dict()
        else:
            early_stop = self.early_stop

        stop_on_collapse = self.stop_on_collapse

        keep: str | Unset = UNSET
        if not isinstance(self.keep, Unset):
            keep = self.keep



        field_dict: dict[str, Any] = {}

        field_dict.update({
            "kind": kind,
            "dataset_id": dataset_id,
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
        if dataset_version is not UNSET:
            field_dict["dataset_version"] = dataset_version
        if method is not UNSET:
            field_dict["method"] = method
        if backbone is not UNSET:
            field_dict["backbone"] = backbone
        if init_from is not UNSET:
            field_dict["init_from"] = init_from
        if freeze is not UNSET:
            field_dict["freeze"] = freeze
        if optimizer is not UNSET:
            field_dict["optimizer"] = optimizer
        if schedule is not UNSET:
            field_dict["schedule"] = schedule
        if transform is not UNSET:
            field_dict["transform"] = transform
        if image_size is not UNSET:
            field_dict["image_size"] = image_size
        if epochs is not UNSET:
            field_dict["epochs"] = epochs
        if batch_size is not UNSET:
            field_dict["batch_size"] = batch_size
        if accumulation is not UNSET:
            field_dict["accumulation"] = accumulation
        if devices is not UNSET:
            field_dict["devices"] = devices
        if precision is not UNSET:
            field_dict["precision"] = precision
        if compile_ is not UNSET:
            field_dict["compile"] = compile_
        if progressive is not UNSET:
            field_dict["progressive"] = progressive
        if time_budget_minutes is not UNSET:
            field_dict["time_budget_minutes"] = time_budget_minutes
        if seed is not UNSET:
            field_dict["seed"] = seed
        if evaluate_every is not UNSET:
            field_dict["evaluate_every"] = evaluate_every
        if checkpoint_every is not UNSET:
            field_dict["checkpoint_every"] = checkpoint_every
        if early_stop is not UNSET:
            field_dict["early_stop"] = early_stop
        if stop_on_collapse is not UNSET:
            field_dict["stop_on_collapse"] = stop_on_collapse
        if keep is not UNSET:
            field_dict["keep"] = keep

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.adadelta import Adadelta # noqa: PLC0415
        from ..models.adafactor import Adafactor # noqa: PLC0415
        from ..models.adagrad import Adagrad # noqa: PLC0415
        from ..models.adam import Adam # noqa: PLC0415
        from ..models.adam_w import AdamW # noqa: PLC0415
        from ..models.adamax import Adamax # noqa: PLC0415
        from ..models.asgd import ASGD # noqa: PLC0415
        from ..models.auto import Auto # noqa: PLC0415
        from ..models.backbone import Backbone # noqa: PLC0415
        from ..models.barlow_twins import BarlowTwins # noqa: PLC0415
        from ..models.byol import BYOL # noqa: PLC0415
        from ..models.dcl import DCL # noqa: PLC0415
        from ..models.dclw import DCLW # noqa: PLC0415
        from ..models.dino import DINO # noqa: PLC0415
        from ..models.distillation import Distillation # noqa: PLC0415
        from ..models.early_stop import EarlyStop # noqa: PLC0415
        from ..models.fast_siam import FastSiam # noqa: PLC0415
        from ..models.lars import LARS # noqa: PLC0415
        from ..models.le_jepa import LeJEPA # noqa: PLC0415
        from ..models.limits import Limits # noqa: PLC0415
        from ..models.mae import MAE # noqa: PLC0415
        from ..models.mixed_barlow_twins import MixedBarlowTwins # noqa: PLC0415
        from ..models.mmcr import MMCR # noqa: PLC0415
        from ..models.mo_co import MoCo # noqa: PLC0415
        from ..models.mo_co_v3 import MoCoV3 # noqa: PLC0415
        from ..models.n_adam import NAdam # noqa: PLC0415
        from ..models.nnclr import NNCLR # noqa: PLC0415
        from ..models.plugin_method import PluginMethod # noqa: PLC0415
        from ..models.progressive import Progressive # noqa: PLC0415
        from ..models.r_adam import RAdam # noqa: PLC0415
        from ..models.re_sa import ReSA # noqa: PLC0415
        from ..models.rm_sprop import RMSprop # noqa: PLC0415
        from ..models.rprop import Rprop # noqa: PLC0415
        from ..models.schedule import Schedule # noqa: PLC0415
        from ..models.sgd import SGD # noqa: PLC0415
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
        kind = cast(Literal['train'] , d.pop("kind"))
        if kind != 'train':
            raise ValueError(f"kind must match const 'train', got '{kind}'")

        dataset_id = d.pop("dataset_id")

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


        def _parse_dataset_version(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        dataset_version = _parse_dataset_version(d.pop("dataset_version", UNSET))


        def _parse_method(data: object) -> Auto | BarlowTwins | BYOL | DCL | DCLW | DINO | Distillation | FastSiam | LeJEPA | MAE | MixedBarlowTwins | MMCR | MoCo | MoCoV3 | NNCLR | PluginMethod | ReSA | SimCLR | SimMIM | SimSiam | str | SwAV | TiCo | Unset | VICReg | VISReg:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_train_method_type_0 = SimCLR.from_dict(data)



                return componentsschemas_train_method_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_train_method_type_1 = DCL.from_dict(data)



                return componentsschemas_train_method_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_train_method_type_2 = DCLW.from_dict(data)



                return componentsschemas_train_method_type_2
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_train_method_type_3 = MoCo.from_dict(data)



                return componentsschemas_train_method_type_3
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_train_method_type_4 = MoCoV3.from_dict(data)



                return componentsschemas_train_method_type_4
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_train_method_type_5 = NNCLR.from_dict(data)



                return componentsschemas_train_method_type_5
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_train_method_type_6 = SimSiam.from_dict(data)



                return componentsschemas_train_method_type_6
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_train_method_type_7 = FastSiam.from_dict(data)



                return componentsschemas_train_method_type_7
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_train_method_type_8 = BYOL.from_dict(data)



                return componentsschemas_train_method_type_8
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_train_method_type_9 = BarlowTwins.from_dict(data)



                return componentsschemas_train_method_type_9
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_train_method_type_10 = MixedBarlowTwins.from_dict(data)



                return componentsschemas_train_method_type_10
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_train_method_type_11 = VICReg.from_dict(data)



                return componentsschemas_train_method_type_11
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_train_method_type_12 = TiCo.from_dict(data)



                return componentsschemas_train_method_type_12
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_train_method_type_13 = MMCR.from_dict(data)



                return componentsschemas_train_method_type_13
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_train_method_type_14 = LeJEPA.from_dict(data)



                return componentsschemas_train_method_type_14
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_train_method_type_15 = VISReg.from_dict(data)



                return componentsschemas_train_method_type_15
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_train_method_type_16 = SwAV.from_dict(data)



                return componentsschemas_train_method_type_16
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_train_method_type_17 = DINO.from_dict(data)



                return componentsschemas_train_method_type_17
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_train_method_type_18 = ReSA.from_dict(data)



                return componentsschemas_train_method_type_18
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_train_method_type_19 = MAE.from_dict(data)



                return componentsschemas_train_method_type_19
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_train_method_type_20 = SimMIM.from_dict(data)



                return componentsschemas_train_method_type_20
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_train_method_type_21 = Distillation.from_dict(data)



                return componentsschemas_train_method_type_21
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_train_method_type_22 = Auto.from_dict(data)



                return componentsschemas_train_method_type_22
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_train_method_type_23 = PluginMethod.from_dict(data)



                return componentsschemas_train_method_type_23
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Auto | BarlowTwins | BYOL | DCL | DCLW | DINO | Distillation | FastSiam | LeJEPA | MAE | MixedBarlowTwins | MMCR | MoCo | MoCoV3 | NNCLR | PluginMethod | ReSA | SimCLR | SimMIM | SimSiam | str | SwAV | TiCo | Unset | VICReg | VISReg, data)

        method = _parse_method(d.pop("method", UNSET))


        _backbone = d.pop("backbone", UNSET)
        backbone: Backbone | Unset
        if isinstance(_backbone,  Unset):
            backbone = UNSET
        else:
            backbone = Backbone.from_dict(_backbone)




        def _parse_init_from(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        init_from = _parse_init_from(d.pop("init_from", UNSET))


        freeze = d.pop("freeze", UNSET)

        def _parse_optimizer(data: object) -> Adadelta | Adafactor | Adagrad | Adam | Adamax | AdamW | ASGD | LARS | NAdam | None | RAdam | RMSprop | Rprop | SGD | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_optimizer_type_0 = SGD.from_dict(data)



                return componentsschemas_optimizer_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_optimizer_type_1 = AdamW.from_dict(data)



                return componentsschemas_optimizer_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_optimizer_type_2 = LARS.from_dict(data)



                return componentsschemas_optimizer_type_2
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_optimizer_type_3 = Adam.from_dict(data)



                return componentsschemas_optimizer_type_3
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_optimizer_type_4 = NAdam.from_dict(data)



                return componentsschemas_optimizer_type_4
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_optimizer_type_5 = RAdam.from_dict(data)



                return componentsschemas_optimizer_type_5
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_optimizer_type_6 = Adamax.from_dict(data)



                return componentsschemas_optimizer_type_6
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_optimizer_type_7 = Adadelta.from_dict(data)



                return componentsschemas_optimizer_type_7
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_optimizer_type_8 = Adagrad.from_dict(data)



                return componentsschemas_optimizer_type_8
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_optimizer_type_9 = RMSprop.from_dict(data)



                return componentsschemas_optimizer_type_9
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_optimizer_type_10 = Rprop.from_dict(data)



                return componentsschemas_optimizer_type_10
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_optimizer_type_11 = ASGD.from_dict(data)



                return componentsschemas_optimizer_type_11
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_optimizer_type_12 = Adafactor.from_dict(data)



                return componentsschemas_optimizer_type_12
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Adadelta | Adafactor | Adagrad | Adam | Adamax | AdamW | ASGD | LARS | NAdam | None | RAdam | RMSprop | Rprop | SGD | Unset, data)

        optimizer = _parse_optimizer(d.pop("optimizer", UNSET))


        def _parse_schedule(data: object) -> None | Schedule | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                schedule_type_0 = Schedule.from_dict(data)



                return schedule_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Schedule | Unset, data)

        schedule = _parse_schedule(d.pop("schedule", UNSET))


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


        image_size = d.pop("image_size", UNSET)

        epochs = d.pop("epochs", UNSET)

        batch_size = d.pop("batch_size", UNSET)

        accumulation = d.pop("accumulation", UNSET)

        devices = d.pop("devices", UNSET)

        _precision = d.pop("precision", UNSET)
        precision: TrainSpecPrecision | Unset
        if isinstance(_precision,  Unset):
            precision = UNSET
        else:
            precision = check_train_spec_precision(_precision)




        _compile_ = d.pop("compile", UNSET)
        compile_: TrainSpecCompile | Unset
        if isinstance(_compile_,  Unset):
            compile_ = UNSET
        else:
            compile_ = check_train_spec_compile(_compile_)




        def _parse_progressive(data: object) -> None | Progressive | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                progressive_type_0 = Progressive.from_dict(data)



                return progressive_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Progressive | Unset, data)

        progressive = _parse_progressive(d.pop("progressive", UNSET))


        def _parse_time_budget_minutes(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        time_budget_minutes = _parse_time_budget_minutes(d.pop("time_budget_minutes", UNSET))


        seed = d.pop("seed", UNSET)

        evaluate_every = d.pop("evaluate_every", UNSET)

        checkpoint_every = d.pop("checkpoint_every", UNSET)

        def _parse_early_stop(data: object) -> EarlyStop | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                early_stop_type_0 = EarlyStop.from_dict(data)



                return early_stop_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(EarlyStop | None | Unset, data)

        early_stop = _parse_early_stop(d.pop("early_stop", UNSET))


        stop_on_collapse = d.pop("stop_on_collapse", UNSET)

        _keep = d.pop("keep", UNSET)
        keep: TrainSpecKeep | Unset
        if isinstance(_keep,  Unset):
            keep = UNSET
        else:
            keep = check_train_spec_keep(_keep)




        train_spec = cls(
            kind=kind,
            dataset_id=dataset_id,
            name=name,
            priority=priority,
            max_attempts=max_attempts,
            runs_on=runs_on,
            limits=limits,
            depends_on=depends_on,
            dataset_version=dataset_version,
            method=method,
            backbone=backbone,
            init_from=init_from,
            freeze=freeze,
            optimizer=optimizer,
            schedule=schedule,
            transform=transform,
            image_size=image_size,
            epochs=epochs,
            batch_size=batch_size,
            accumulation=accumulation,
            devices=devices,
            precision=precision,
            compile_=compile_,
            progressive=progressive,
            time_budget_minutes=time_budget_minutes,
            seed=seed,
            evaluate_every=evaluate_every,
            checkpoint_every=checkpoint_every,
            early_stop=early_stop,
            stop_on_collapse=stop_on_collapse,
            keep=keep,
        )

        return train_spec

