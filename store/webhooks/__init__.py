"""Webhooks: what happens, told to the user's own servers (Standard Webhooks 1.0.0)."""
