from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.delivery_state import check_delivery_state
from ..models.delivery_state import DeliveryState
from typing import cast
import datetime

if TYPE_CHECKING:
  from ..models.delivery_attempt import DeliveryAttempt
  from ..models.delivery_payload import DeliveryPayload





T = TypeVar("T", bound="Delivery")



@_attrs_define
class Delivery:
    """ One message to one endpoint.

        Attributes:
            id (str): the `webhook-id` of the message: the same with every attempt
            endpoint_id (str):
            type_ (str):
            payload (DeliveryPayload): the body of the message
            state (DeliveryState):
            attempt (int): attempts of the present round
            next_attempt_at (datetime.datetime | None):
            attempts (list[DeliveryAttempt]): the latest last, at most thirty
            created_at (datetime.datetime):
            finished_at (datetime.datetime | None):
     """

    id: str
    endpoint_id: str
    type_: str
    payload: DeliveryPayload
    state: DeliveryState
    attempt: int
    next_attempt_at: datetime.datetime | None
    attempts: list[DeliveryAttempt]
    created_at: datetime.datetime
    finished_at: datetime.datetime | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.delivery_attempt import DeliveryAttempt # noqa: PLC0415
        from ..models.delivery_payload import DeliveryPayload # noqa: PLC0415
        id = self.id

        endpoint_id = self.endpoint_id

        type_ = self.type_

        payload = self.payload.to_dict()

        state: str = self.state

        attempt = self.attempt

        next_attempt_at: None | str
        if isinstance(self.next_attempt_at, datetime.datetime):
            next_attempt_at = self.next_attempt_at.isoformat()
        else:
            next_attempt_at = self.next_attempt_at

        attempts = []
        for attempts_item_data in self.attempts:
            attempts_item = attempts_item_data.to_dict()
            attempts.append(attempts_item)



        created_at = self.created_at.isoformat()

        finished_at: None | str
        if isinstance(self.finished_at, datetime.datetime):
            finished_at = self.finished_at.isoformat()
        else:
            finished_at = self.finished_at


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "id": id,
            "endpoint_id": endpoint_id,
            "type": type_,
            "payload": payload,
            "state": state,
            "attempt": attempt,
            "next_attempt_at": next_attempt_at,
            "attempts": attempts,
            "created_at": created_at,
            "finished_at": finished_at,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.delivery_attempt import DeliveryAttempt # noqa: PLC0415
        from ..models.delivery_payload import DeliveryPayload # noqa: PLC0415
        d = dict(src_dict)
        id = d.pop("id")

        endpoint_id = d.pop("endpoint_id")

        type_ = d.pop("type")

        payload = DeliveryPayload.from_dict(d.pop("payload"))




        state = check_delivery_state(d.pop("state"))




        attempt = d.pop("attempt")

        def _parse_next_attempt_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                next_attempt_at_type_0 = datetime.datetime.fromisoformat(data)



                return next_attempt_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        next_attempt_at = _parse_next_attempt_at(d.pop("next_attempt_at"))


        attempts = []
        _attempts = d.pop("attempts")
        for attempts_item_data in (_attempts):
            attempts_item = DeliveryAttempt.from_dict(attempts_item_data)



            attempts.append(attempts_item)


        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))




        def _parse_finished_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                finished_at_type_0 = datetime.datetime.fromisoformat(data)



                return finished_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        finished_at = _parse_finished_at(d.pop("finished_at"))


        delivery = cls(
            id=id,
            endpoint_id=endpoint_id,
            type_=type_,
            payload=payload,
            state=state,
            attempt=attempt,
            next_attempt_at=next_attempt_at,
            attempts=attempts,
            created_at=created_at,
            finished_at=finished_at,
        )


        delivery.additional_properties = d
        return delivery

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
