"""Giving a file out: at once when it is there, else a page that waits, with script or without."""

from datetime import timedelta
from http.client import ACCEPTED, NOT_MODIFIED, OK, SERVICE_UNAVAILABLE

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.http.response import HttpResponseBase
from django.test import RequestFactory
from django.utils import timezone, translation
from django_htmx.middleware import HtmxDetails

from publication.models import Rendition
from publication.paper import typesetting
from publication.paper.renditions import make
from publication.paper.serving import serve
from stakeholders.models import Organisation
from tests.factories.stakeholders import OrganisationFactory
from tests.publication.paper.conftest import Press

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("press")]

ADDRESS = "/en/countries/CRI/card/?edition=2"


@pytest.fixture
def item() -> Organisation:
    return OrganisationFactory(name="Costa Rica")


def got(
    item: Organisation, what: str = "card", language: str = "en", **headers: str
) -> HttpResponseBase:
    request = RequestFactory().get(ADDRESS, headers=headers)
    request.user = AnonymousUser()
    request.htmx = HtmxDetails(request)  # type: ignore[attr-defined]
    return serve(request, item, name="CRI", back="/en/x/", language=language, what=what)


def text(response: HttpResponseBase) -> str:
    return b"".join(response).decode()


def made(item: Organisation) -> Rendition:
    got(item)
    rendition = Rendition.objects.get()
    make(rendition.pk)
    rendition.refresh_from_db()
    return rendition


class TestNotYet:
    def test_the_page_says_so_and_looks_again_without_script(self, item: Organisation) -> None:
        response = got(item)
        page = text(response)
        assert response.status_code == ACCEPTED
        assert "<h1>The file is being made</h1>" in page
        assert f'<a href="{ADDRESS}">Look again</a>' in page
        assert '<a href="/en/x/">Back to the page</a>' in page
        assert "no-store" in response["Cache-Control"]

    def test_with_script_it_looks_again_by_itself(self, item: Organisation) -> None:
        page = text(got(item))
        assert f'hx-get="{ADDRESS}" hx-trigger="every 2s"' in page
        assert "htmx" in page
        part = text(got(item, hx_request="true"))
        assert "<html" not in part
        assert 'hx-trigger="every 2s"' in part
        assert "<progress" in part

    def test_no_request_ever_typesets(
        self, item: Organisation, press: Press, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(typesetting, "_compile", lambda *_args: 1 // 0)
        for _time in range(3):
            got(item)
        assert press.made == []
        assert Rendition.objects.count() == 1

    def test_it_is_said_in_the_language_of_the_page(self, item: Organisation) -> None:
        with translation.override("es"):
            assert 'lang="es"' in text(got(item))


class TestReady:
    def test_the_file_is_given_out_under_a_name_for_the_reader(self, item: Organisation) -> None:
        rendition = made(item)
        response = got(item)
        assert response.status_code == OK
        assert text(response) == "file of Costa Rica in en"
        assert response["Content-Type"] == "text/plain"
        assert response["Content-Disposition"] == 'attachment; filename="CRI-en.txt"'
        assert response["ETag"] == f'"{rendition.sha256}"'
        assert response["Cache-Control"] == "private, no-cache"

    def test_whoever_has_it_already_is_told(self, item: Organisation) -> None:
        rendition = made(item)
        response = got(item, if_none_match=f'"{rendition.sha256}"')
        assert response.status_code == NOT_MODIFIED
        assert response["ETag"] == f'"{rendition.sha256}"'
        assert got(item, if_none_match='"other"').status_code == OK

    def test_a_page_that_waited_gets_a_link_to_it(self, item: Organisation) -> None:
        made(item)
        part = text(got(item, hx_request="true"))
        assert "The file is ready." in part
        assert f'<a href="{ADDRESS}" download>' in part
        assert "hx-get" not in part, "it looks no more"

    def test_an_item_that_changed_has_another_file(self, item: Organisation) -> None:
        made(item)
        item.name = "Renamed"
        assert got(item).status_code == ACCEPTED
        assert got(item, language="es").status_code == ACCEPTED

    def test_one_that_the_storage_lost_is_made_anew(self, item: Organisation) -> None:
        rendition = made(item)
        rendition.file.storage.delete(str(rendition.file.name))
        assert got(item).status_code == ACCEPTED
        again = made(item)
        assert again.pk != rendition.pk
        assert text(got(item)) == "file of Costa Rica in en"


class TestNever:
    def test_what_nothing_is_made_of_is_no_page(self, item: Organisation) -> None:
        with pytest.raises(Http404):
            got(item, what="poster")
        assert not Rendition.objects.exists()

    def test_what_failed_is_told_in_words_and_without_its_inner_reason(
        self, item: Organisation, press: Press
    ) -> None:
        press.fault = ValueError("secret /srv/path")
        made(item)
        response = got(item)
        page = text(response)
        assert response.status_code == SERVICE_UNAVAILABLE
        assert "Error: The file could not be made" in page
        assert "Try it again in a quarter of an hour." in page
        assert "secret" not in page
        part = text(got(item, hx_request="true"))
        assert 'role="alert"' in part
        assert "hx-get" not in part

    def test_it_can_be_asked_for_again_later(self, item: Organisation, press: Press) -> None:
        press.fault = ValueError("broken")
        made(item)
        long_ago = timezone.now() - timedelta(hours=1)
        Rendition.objects.update(asked_at=long_ago)
        assert got(item).status_code == ACCEPTED
