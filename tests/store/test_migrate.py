from store import migrate
from store.db import Database


def test_upgrade_from_nothing_gives_exactly_the_tables_in_the_code(database: Database) -> None:
    migrate.check(database)  # raises when a migration is missing
    assert migrate.is_current(database)


def test_downgrade_and_upgrade_again(database: Database) -> None:
    migrate.downgrade(database, "base")
    assert not migrate.is_current(database)
    migrate.upgrade(database)
    assert migrate.is_current(database)


def test_upgrading_twice_changes_nothing(database: Database) -> None:
    migrate.upgrade(database)
    assert migrate.is_current(database)
