"""A mailbox by IMAP (RFC 9051), as much of it as a reader of notices needs, on a port of its own."""

import re
import socket
from typing import BinaryIO


class Mailbox:
    """Mails by number. `logins`, `folder` and `fetched` tell what a client did."""

    def __init__(self, *, user: str, password: str) -> None:
        self._account = (user, password)
        self._mails: dict[int, tuple[bytes, str]] = {}
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._server.getsockname()[1])
        self.logins: list[str] = []
        self.folder = ""
        self.fetched: list[int] = []

    def fill(self, *mails: bytes) -> None:
        self._mails = {number: (content, "") for number, content in enumerate(mails, start=1)}

    def flags(self) -> dict[int, str]:
        return {number: flags for number, (_content, flags) in self._mails.items()}

    def serve(self) -> None:
        """Answer one client after the other until the port is closed."""
        while True:
            try:
                client, _address = self._server.accept()
            except OSError:
                return
            with client, client.makefile("rwb") as stream:
                self._talk(stream)

    def close(self) -> None:
        self._server.close()

    def _talk(self, stream: BinaryIO) -> None:
        _say(stream, b"* OK ready")
        for line in iter(stream.readline, b""):
            if not re.match(rb"\w+ \w", line):
                return  # no IMAP, e.g. the beginning of TLS
            tag, _blank, command = line.strip().partition(b" ")
            verdict = self._answer(stream, command.decode())
            _say(stream, tag + b" " + verdict)

    def _answer(self, stream: BinaryIO, command: str) -> bytes:
        word, _blank, rest = command.partition(" ")
        match word.upper():
            case "CAPABILITY":
                _say(stream, b"* CAPABILITY IMAP4rev1")
            case "LOGIN":
                return self._login(rest)
            case "SELECT":
                self.folder = rest.strip('"')
                _say(stream, f"* {len(self._mails)} EXISTS".encode())
            case "UID":
                self._uid(stream, rest)
            case "EXPUNGE":
                self._mails = {n: mail for n, mail in self._mails.items() if r"\Deleted" not in mail[1]}
            case "LOGOUT":
                _say(stream, b"* BYE")
        return b"OK done"

    def _login(self, rest: str) -> bytes:
        user, _blank, password = rest.partition(" ")
        self.logins.append(user)
        given = re.sub(r"\\(.)", r"\1", password.removeprefix('"').removesuffix('"'))
        return b"OK done" if (user, given) == self._account else b"NO wrong"

    def _uid(self, stream: BinaryIO, rest: str) -> None:
        word, _blank, rest = rest.partition(" ")
        if word == "SEARCH":
            unseen = [str(number) for number, (_content, flags) in self._mails.items() if r"\Seen" not in flags]
            _say(stream, f"* SEARCH {' '.join(unseen)}".rstrip().encode())
        elif word == "FETCH":
            self._fetch(stream, int(rest.split()[0]))
        elif word == "STORE":
            number, _flags, flags = rest.split(maxsplit=2)
            self._mails[int(number)] = (self._mails[int(number)][0], flags.strip("()"))

    def _fetch(self, stream: BinaryIO, number: int) -> None:
        self.fetched.append(number)
        content = self._mails[number][0]
        _say(stream, f"* {number} FETCH (UID {number} BODY[]<0> {{{len(content)}}}".encode())
        stream.write(content)
        _say(stream, b")")


def _say(stream: BinaryIO, line: bytes) -> None:
    stream.write(line + b"\r\n")
    stream.flush()
