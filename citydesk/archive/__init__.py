"""The archive: one SQLite file. Only the files of this folder, and schema.py, hold SQL.

`Archive` here is the open file that citydesk writes. What researchers import, `citydesk.Archive`, is the reader of
`citydesk/reader.py`.
"""

from citydesk.archive.connection import Archive

__all__ = ["Archive"]
