"""A mail server of its own process: writes each Message-ID down, then answers.

    python -m tests.outbox.sink FOLDER DELAY

Its port stands in FOLDER/port as soon as it listens, the mails in FOLDER/accepted, one line each. DELAY is the
longest time in seconds before and after writing a mail down; a kill in the time after doubles the mail.
"""

import asyncio
import os
import random
import sys
from email.parser import BytesHeaderParser
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session


class Sink:
    def __init__(self, folder: Path, delay: float) -> None:
        self._accepted = (folder / "accepted").open("ab", buffering=0)
        self._delay = delay

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802  aiosmtpd's name
        assert isinstance(envelope.content, bytes)
        message_id = BytesHeaderParser().parsebytes(envelope.content)["Message-ID"]
        await asyncio.sleep(random.uniform(self._delay / 2, self._delay))
        os.write(self._accepted.fileno(), f"{message_id}\n".encode())
        await asyncio.sleep(random.uniform(self._delay / 2, self._delay))
        return "250 OK"


async def serve(folder: Path, delay: float) -> None:
    sink = Sink(folder, delay)
    server = await asyncio.get_running_loop().create_server(lambda: SMTP(sink, hostname="sink"), "127.0.0.1", 0)
    half = folder / "port.part"
    half.write_text(str(server.sockets[0].getsockname()[1]))
    half.rename(folder / "port")
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1]), float(sys.argv[2])))
