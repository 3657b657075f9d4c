"""How files reach a view: in memory, up to the limit, and only where the view takes them."""

from __future__ import annotations

from io import BytesIO
from typing import Any, TypeVar

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

from lhr import config
from lhr.web.shared.requests import View

V = TypeVar("V", bound=View)
_MB = 1024 * 1024
# A file somewhat too large is read to its end, so that the page can say so beside what was typed; a flood is not.
_READ_TO_THE_END = 4


def takes_files(view: V) -> V:
    """The view's forms carry a file. Everywhere else a file sent along is passed over."""
    view.lhr_takes_files = True  # type: ignore[attr-defined]
    return view


class InMemory(FileUploadHandler):
    """Keeps one byte more than the limit at most; nothing is written to a folder, and no name becomes a path."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803 - Django's name
        content_length: int,
        boundary: Any,
        encoding: str | None = None,
    ) -> None:
        self.most = config.scan_max_mb() * _MB
        if content_length > _READ_TO_THE_END * self.most:
            raise RequestDataTooBig("the request is larger than any form of ours")

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        match = getattr(self.request, "resolver_match", None)
        if match is None or not getattr(match.func, "lhr_takes_files", False):
            raise SkipFile
        self.content = bytearray()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self.content += raw_data[: self.most + 1 - len(self.content)]
        return None

    def file_complete(self, file_size: int) -> UploadedFile[Any]:
        return InMemoryUploadedFile(
            BytesIO(self.content),
            self.field_name,
            self.file_name or "",
            self.content_type,
            len(self.content),
            self.charset,
        )
