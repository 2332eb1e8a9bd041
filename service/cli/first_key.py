"""The first key of an installation on one's own machine: made and shown once, and kept where only its user can read."""

from store.access import keys
from store.access.keys import AccessScope
from store.db import Database
from store.secret import write_private
from store.settings import Settings


def ensure(settings: Settings, database: Database) -> str | None:
    """Make a first key if there is none at all. Returns its text, or None if there was one.

    With WINNOW_API_KEY there is a key already.
    """
    if settings.api_key is not None:
        return None
    with database.write() as session:
        if keys.count(session) > 0:
            return None
        _, token = keys.create(session, settings.installation_secret, name="first key", scopes=[AccessScope.ADMIN])
        settings.first_key_file.unlink(missing_ok=True)  # of a database that is no more
        write_private(settings.first_key_file, token.text)
    return token.text


def find(settings: Settings) -> str | None:
    """The key that the command line uses: WINNOW_API_KEY, or the first key of the data folder."""
    if settings.api_key is not None:
        return settings.api_key.get_secret_value()
    path = settings.first_key_file
    return path.read_text().strip() if path.is_file() else None
