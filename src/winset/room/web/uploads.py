"""A case file that somebody sent with a form."""

from __future__ import annotations

from pathlib import PurePosixPath

from starlette.datastructures import FormData, UploadFile

from winset.room.acts.act import Refused


def case_file(form: FormData) -> tuple[str, str]:
    """Return the name and the text of the field `file`. Raises Refused without one."""
    upload = form.get("file")
    if not isinstance(upload, UploadFile) or not upload.filename:
        raise Refused("choose a case file")
    name = PurePosixPath(upload.filename.replace("\\", "/")).name[:200] or "case.yaml"
    try:
        return name, upload.file.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("this file is not UTF-8 text; save it again as UTF-8") from None
