"""The asynchronous client. `_sync` is made out of it by openapi/python/unasync.py."""
