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
  from ..models.teacher import Teacher





T = TypeVar("T", bound="Distillation")



@_attrs_define
class Distillation:
    """ Imitate how a teacher sees images: their similarities to a queue of others (after SEED, Fang et al. 2021).

    Use it whenever there is a good network for images like yours: it needs the fewest images and epochs, works with
    any backbone and small batches, and fits the knowledge of a large network into a small one.

        Attributes:
            name (Literal['distillation']):  Default: 'distillation'.
            teacher (Teacher): The network that is imitated: a checkpoint, or a backbone with its pretrained weights.
            temperature (float | Unset):  Default: 0.07.
            queue_size (int | None | Unset): teacher embeddings to compare with; null: by number of images
            mixup (bool | Unset): shows blends of two images: more variety for small datasets Default: True.
     """

    teacher: Teacher
    name: Literal['distillation'] = 'distillation'
    temperature: float | Unset = 0.07
    queue_size: int | None | Unset = UNSET
    mixup: bool | Unset = True





    def to_dict(self) -> dict[str, Any]:
        from ..models.teacher import Teacher # noqa: PLC0415
        name = self.name

        teacher = self.teacher.to_dict()

        temperature = self.temperature

        queue_size: int | None | Unset
        if isinstance(self.queue_size, Unset):
            queue_size = UNSET
        else:
            queue_size = self.queue_size

        mixup = self.mixup


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "name": name,
            "teacher": teacher,
        })
        if temperature is not UNSET:
            field_dict["temperature"] = temperature
        if queue_size is not UNSET:
            field_dict["queue_size"] = queue_size
        if mixup is not UNSET:
            field_dict["mixup"] = mixup

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.teacher import Teacher # noqa: PLC0415
        d = dict(src_dict)
        name = cast(Literal['distillation'] , d.pop("name"))
        if name != 'distillation':
            raise ValueError(f"name must match const 'distillation', got '{name}'")

        teacher = Teacher.from_dict(d.pop("teacher"))




        temperature = d.pop("temperature", UNSET)

        def _parse_queue_size(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        queue_size = _parse_queue_size(d.pop("queue_size", UNSET))


        mixup = d.pop("mixup", UNSET)

        distillation = cls(
            name=name,
            teacher=teacher,
            temperature=temperature,
            queue_size=queue_size,
            mixup=mixup,
        )

        return distillation

