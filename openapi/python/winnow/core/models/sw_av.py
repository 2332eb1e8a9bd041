from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import Literal, cast






T = TypeVar("T", bound="SwAV")



@_attrs_define
class SwAV:
    """ Predict from one crop to which prototypes the other crops are assigned (Caron et al. 2020).

    Use it with its local crops, for any backbone: among the best on small datasets, and steady at small batches
    thanks to the queue.

        Attributes:
            name (Literal['swav']):  Default: 'swav'.
            temperature (float | Unset):  Default: 0.1.
            epsilon (float | Unset): temperature of the balanced assignment Default: 0.05.
            prototypes (int | Unset): clusters, several per class; 3000 for ImageNet Default: 512.
            freeze_prototypes_epochs (int | Unset): epochs before prototypes move Default: 1.
            queue_size (int | Unset): earlier images that assignments balance over Default: 3840.
            queue_start (float | Unset): share of the run before the queue is used Default: 0.05.
            hidden_dim (int | Unset):  Default: 2048.
            output_dim (int | Unset):  Default: 128.
     """

    name: Literal['swav'] = 'swav'
    temperature: float | Unset = 0.1
    epsilon: float | Unset = 0.05
    prototypes: int | Unset = 512
    freeze_prototypes_epochs: int | Unset = 1
    queue_size: int | Unset = 3840
    queue_start: float | Unset = 0.05
    hidden_dim: int | Unset = 2048
    output_dim: int | Unset = 128





    def to_dict(self) -> dict[str, Any]:
        name = self.name

        temperature = self.temperature

        epsilon = self.epsilon

        prototypes = self.prototypes

        freeze_prototypes_epochs = self.freeze_prototypes_epochs

        queue_size = self.queue_size

        queue_start = self.queue_start

        hidden_dim = self.hidden_dim

        output_dim = self.output_dim


        field_dict: dict[str, Any] = {}

        field_dict.update({
            "name": name,
        })
        if temperature is not UNSET:
            field_dict["temperature"] = temperature
        if epsilon is not UNSET:
            field_dict["epsilon"] = epsilon
        if prototypes is not UNSET:
            field_dict["prototypes"] = prototypes
        if freeze_prototypes_epochs is not UNSET:
            field_dict["freeze_prototypes_epochs"] = freeze_prototypes_epochs
        if queue_size is not UNSET:
            field_dict["queue_size"] = queue_size
        if queue_start is not UNSET:
            field_dict["queue_start"] = queue_start
        if hidden_dim is not UNSET:
            field_dict["hidden_dim"] = hidden_dim
        if output_dim is not UNSET:
            field_dict["output_dim"] = output_dim

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = cast(Literal['swav'] , d.pop("name"))
        if name != 'swav':
            raise ValueError(f"name must match const 'swav', got '{name}'")

        temperature = d.pop("temperature", UNSET)

        epsilon = d.pop("epsilon", UNSET)

        prototypes = d.pop("prototypes", UNSET)

        freeze_prototypes_epochs = d.pop("freeze_prototypes_epochs", UNSET)

        queue_size = d.pop("queue_size", UNSET)

        queue_start = d.pop("queue_start", UNSET)

        hidden_dim = d.pop("hidden_dim", UNSET)

        output_dim = d.pop("output_dim", UNSET)

        sw_av = cls(
            name=name,
            temperature=temperature,
            epsilon=epsilon,
            prototypes=prototypes,
            freeze_prototypes_epochs=freeze_prototypes_epochs,
            queue_size=queue_size,
            queue_start=queue_start,
            hidden_dim=hidden_dim,
            output_dim=output_dim,
        )

        return sw_av

