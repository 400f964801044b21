"""The mails of a journey, read as their recipients get them."""

import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from imrf_portal.embedded.process import wait_until


class Mails:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def all_to(self, address: str) -> list[EmailMessage]:
        """The oldest first."""
        files = sorted(self.folder.glob(f"*-{address}-*.eml"))
        return [message_from_bytes(file.read_bytes(), policy=default) for file in files]

    def last_to(self, address: str, *, about: str = "", within: float = 10) -> EmailMessage:
        """The newest mail with these words in its subject; waits for it if need be."""

        def found() -> list[EmailMessage]:
            return [m for m in self.all_to(address) if about in str(m["Subject"])]

        subjects = [str(mail["Subject"]) for mail in self.all_to(address)]
        assert wait_until(lambda: bool(found()), within), f"no “{about}” among {subjects}"
        return found()[-1]


def text_of(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def link_in(mail: EmailMessage, containing: str) -> str:
    """The address in the mail that has this in it."""
    found = [url for url in re.findall(r"https?://\S+", text_of(mail)) if containing in url]
    assert found, text_of(mail)
    return str(found[0]).rstrip(".,)")
