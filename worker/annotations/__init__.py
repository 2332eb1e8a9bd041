"""Annotations: metadata, labels and predictions of samples, read out of files of unknown origin.

A source streams records; every record names its sample and carries one value, or says why it is refused. Nothing here
knows a database.
"""
