"""JSON Pointers (RFC 6901) out of pydantic's error locations.

A location also names the member of each discriminated union that was tried (`train`, `simclr`), which is no part of the
document. A value may be called like one, so the only exact way to tell them apart is to follow the types.
"""

from collections.abc import Iterator, Sequence
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, Discriminator, Tag
from pydantic.fields import FieldInfo

Location = Sequence[str | int]

# The discriminator of a union whose members carry pydantic's Tag: a function and no field tells them apart.
BY_TAG = "Tag"


def json_pointer(location: Location, annotation: Any) -> str:
    """The pointer to `location`, as pydantic gives it, in a document of the type `annotation`."""
    parts = (str(part).replace("~", "~0").replace("/", "~1") for part, _ in _fields(location, annotation, None))
    return "".join(f"/{part}" for part in parts)


def fields_beside(location: Location, annotation: Any) -> list[str]:
    """The names that `location` could end with instead: the fields of the model that it leads into, if it is one."""
    owners = [owner for _, owner in _fields(location, annotation, None)]
    owner = owners[-1] if owners else None
    return list(owner.model_fields) if isinstance(owner, type) and issubclass(owner, BaseModel) else []


def _fields(location: Location, annotation: Any, discriminator: str | None) -> Iterator[tuple[str | int, Any]]:
    """Every part of the document in `location`, with the type of what holds it."""
    if not location:
        return
    head, rest = location[0], location[1:]
    annotation, discriminator = _bare(annotation, discriminator)
    if discriminator is not None:
        yield from _fields(rest, _member(annotation, discriminator, head), None)
        return
    if head == "[key]":  # pydantic's word for "the key itself, not its value"
        return
    yield head, annotation
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        field = annotation.model_fields.get(str(head))
        if field is not None:
            yield from _fields(rest, Annotated[field.annotation, field], None)
    else:
        # The element of list[T] and the value of dict[K, T] are the last argument.
        yield from _fields(rest, (get_args(annotation) or (None,))[-1], None)


def _bare(annotation: Any, discriminator: str | None) -> tuple[Any, str | None]:
    """Strip Annotated and Optional; find the name of the discriminator."""
    while True:
        if get_origin(annotation) is Annotated:
            annotation, *metadata = get_args(annotation)
            for note in metadata:
                discriminator = _discriminator(note) or discriminator
        elif get_origin(annotation) in {Union, UnionType} and NoneType in get_args(annotation):
            annotation = Union[tuple(arg for arg in get_args(annotation) if arg is not NoneType)]  # noqa: UP007
        else:
            return annotation, discriminator


def _discriminator(note: Any) -> str | None:
    """What tells the members of a union apart, out of one of its annotations."""
    if isinstance(note, Discriminator):
        return note.discriminator if isinstance(note.discriminator, str) else BY_TAG
    if isinstance(note, FieldInfo):
        if isinstance(note.discriminator, str):
            return note.discriminator
        return next((BY_TAG for inner in note.metadata if isinstance(inner, Discriminator)), None)
    return None


def _member(union: Any, discriminator: str, tag: str | int) -> Any:
    """The model of a union that `tag` stands for."""
    if discriminator == BY_TAG:
        tagged = (get_args(member) for member in get_args(union))
        return next((model for model, *metadata in tagged if Tag(str(tag)) in metadata), None)
    for model in get_args(union):
        if tag in get_args(model.model_fields[discriminator].annotation):
            return model
    return None
