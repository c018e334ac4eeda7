"""The one error that reading somebody's data can raise."""

from core.files.atomic import FileError


class DataFileError(FileError):
    """A data file or folder that can't be used: `path`, `reason` and `advice`; `str()` is one line."""
