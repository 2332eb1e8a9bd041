"""Workspaces, API keys and the audit log."""
