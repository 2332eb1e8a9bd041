"""The declarative base, and the column types that behave the same on SQLite and PostgreSQL."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, MetaData, String, TypeDecorator
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase

# Named constraints are what lets Alembic change them later, on SQLite too.
NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC datetime. SQLite keeps no zone, so values are stored naive there and made aware on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("naive datetime")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


# Ids compare byte by byte: they are ASCII, and PostgreSQL's default collation would make keyset pages slower.
Id = String(40)
Json = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
_OWNERSHIP = ("__owned__", "__owned_through__", "__shared__")


class Base(DeclarativeBase):
    """Every table says whose its rows are; see store.ownership."""

    def __init_subclass__(cls, **options: Any) -> None:
        if hasattr(cls, "__tablename__") and not any(hasattr(cls, how) for how in _OWNERSHIP):
            raise TypeError(
                f"{cls.__name__} does not say whose its rows are: add the mixin store.ownership.Owned, "
                '__owned_through__ = "the foreign key column to an owned table", or __shared__ = "why".'
            )
        super().__init_subclass__(**options)

    metadata = MetaData(naming_convention=NAMING_CONVENTION)
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it as a class attribute
        datetime: UtcDateTime,
        dict[str, Any]: Json,
        list[str]: Json,
    }
