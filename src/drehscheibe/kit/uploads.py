"""Stops an upload that is too large while it comes in, instead of storing it first."""

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest


class BoundedUploadHandler(FileUploadHandler):
    """First in line. Past the limit it drops the body; the form then says that the file is missing or too large."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self._left = settings.MAX_UPLOAD_BYTES

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self._left -= len(raw_data)
        if self._left < 0:
            if self.request is not None:
                self.request.upload_too_large = True  # type: ignore[attr-defined]  # the form asks for it
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
