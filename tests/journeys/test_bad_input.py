"""What is forged, false or too large is refused in plain words, and nothing is lost by it."""

from pathlib import Path

import pytest

from reviews.models import Attachment
from tests.factories.reviews import PDF
from tests.journeys.conftest import Come
from tests.journeys.visitor import Visitor
from tests.journeys.writing import field, question, write

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

ANNEXES = "/en/desk/reviews/REV-2030-CRI/annexes/"
FORGED = "/en/desk/invitation/eyJpZCI6MX0:1sXyZz:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/"


def test_what_does_not_exist_says_so(come: Come) -> None:
    anybody = come()
    for path in (FORGED, "/en/reviews/REV-2030-XXX/", "/en/countries/XXX/", "/en/objectives/24/"):
        anybody.open(path, status=404)
        assert anybody.heading() == "There is no such page"
    anybody.open("/en/reviews/?country=XXX", status=400)
    anybody.says("is not a value of")


def test_a_file_is_judged_by_its_content(come: Come, tmp_path: Path) -> None:
    focal = come("focal.cri@example.org")
    focal.open(ANNEXES)
    write(focal, "annex-note", "El plan nacional y sus cifras.")
    offer(focal, tmp_path / "plan.pdf", b"#!/bin/sh\necho no plan\n")
    focal.says("The content of the file is not what its name says.")
    focal.follow("Back to the section")
    offer(focal, tmp_path / "video.mp4", b"\0" * 100)
    focal.says("Only PDF, Word, Excel, PNG and JPEG files are taken.")
    focal.follow("Back to the section")
    offer(focal, tmp_path / "large.pdf", PDF + b"\n" * 25 * 1024**2)
    focal.says("The file is larger than 25 MB.")
    focal.follow("Back to the section")
    assert field(focal, "annex-note").input_value() == "El plan nacional y sus cifras."
    assert not Attachment.objects.filter(review__code="REV-2030-CRI").exists()


def offer(visitor: Visitor, file: Path, content: bytes) -> None:
    file.write_bytes(content)
    documents = question(visitor, "annex-documents")
    documents.get_by_label("Add a file").set_input_files(file)
    with visitor.page.expect_navigation():
        documents.get_by_role("button", name="Add the file").click()
    visitor.inspect()
