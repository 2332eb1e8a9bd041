"""The memory that the gateway and the workers share: settings, job specs, tables, SQL and blobs."""

from store.__about__ import __version__

__all__ = ["__version__"]
