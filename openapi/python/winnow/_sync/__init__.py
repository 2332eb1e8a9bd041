"""The synchronous client, made out of `_async` by openapi/python/unasync.py; only `platform` is written by hand."""
