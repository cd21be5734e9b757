"""One JSON object per log line, without personal data: no addresses, no query strings, no link tokens."""

import json
import logging
import re
from datetime import UTC, datetime

_TOKEN = re.compile(r"(/link/[^/\s]+/)[^/\s\"']+")
_QUERY = re.compile(r"\?[^\s\"']+")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")


def without_personal_data(text: str) -> str:
    return _MAIL.sub("…@…", _QUERY.sub("?…", _TOKEN.sub(r"\1…", text)))


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
