"""One JSON object per log line, without personal data: no addresses, no query strings, no link tokens, no rows."""

import json
import logging
import re
from datetime import UTC, datetime
from http import HTTPStatus

_TOKEN = re.compile(r"(/link/[^/\s]+/)[^/\s\"']+")
_QUERY = re.compile(r"\?[^\s\"']+")
# The look behind keeps it quick: without it, each sign of a long word would be tried as a beginning.
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]+")
# PostgreSQL adds the statement and the row that it refused to its messages: what somebody typed stands in them.
_ROW = re.compile(
    r"^(LINE \d+|DETAIL|CONTEXT|QUERY|HINT):.*?(?=^Traceback|^The above exception|^During handling|\Z)", re.M | re.S
)
# Gunicorn names who sent a request that it could not read.
_SENDER = re.compile(r"\bip=\S+")
_MASKS = ((_ROW, r"\1: …\n"), (_TOKEN, r"\1…"), (_QUERY, "?…"), (_MAIL, "…@…"), (_SENDER, "ip=…"))


def without_personal_data(text: str) -> str:
    for pattern, mask in _MASKS:
        text = pattern.sub(mask, text)
    return text


def calm(record: logging.LogRecord) -> bool:
    """Let an answer that is no fault of ours be one quiet line: a wrong address, a closed door, a form with faults.

    A filter for Django's log of requests, which tells of each with a warning, and of a closed door with a trace.
    """
    if HTTPStatus.BAD_REQUEST <= getattr(record, "status_code", 0) < HTTPStatus.INTERNAL_SERVER_ERROR:
        record.levelno, record.levelname, record.exc_info = logging.INFO, "INFO", None
    return True


class JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "from": record.name,
            "what": without_personal_data(record.getMessage()),
        }
        if record.exc_info:
            line["trace"] = without_personal_data(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)
