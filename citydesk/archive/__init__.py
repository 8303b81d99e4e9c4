"""The archive: one SQLite file. Only the files of this folder, and schema.py, hold SQL."""

from citydesk.archive.connection import Archive

__all__ = ["Archive"]
