"""Bad input gets a 4xx that says what was wrong, and nothing of the inside is ever shown."""

import pytest
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT
from pytest_django import DjangoAssertNumQueries

pytestmark = pytest.mark.urls("tests.imrf_portal.addresses")
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def browser() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    "address", ["/echo/%00/", "/echo/?q=a%00b", "/echo/?%00=b", "/echo/?q=%ff", "/echo/?q=%E4%B8"]
)
def test_an_address_that_is_no_text_is_refused(browser: Client, address: str) -> None:
    assert browser.get(address).status_code == 400


@pytest.mark.parametrize("body", ["text=a%00b", "%00=b", "text=%ff", b"text=\xff"])
def test_a_form_that_is_no_text_is_refused(browser: Client, body: str | bytes) -> None:
    response = browser.generic("POST", "/echo/", body, content_type=FORM)
    assert response.status_code == 400
    assert "What was sent" in response.content.decode()


def test_a_cookie_with_a_nul_byte_is_refused(browser: Client) -> None:
    assert browser.get("/echo/", headers={"Cookie": r'sessionid="a\000b"'}).status_code == 400


@pytest.mark.parametrize(
    "body",
    [b"-", b"nonsense", f"--{BOUNDARY}\r\nContent-Disposition: form-data; name=".encode()],
)
def test_broken_multipart_never_fails(browser: Client, body: bytes) -> None:
    response = browser.generic("POST", "/echo/", body, content_type="multipart/form-data")
    assert response.status_code == 400
    assert "arrived damaged" in response.content.decode()
    response = browser.generic("POST", "/echo/", body, content_type=MULTIPART_CONTENT)
    assert response.status_code in {200, 400}


def test_a_nul_byte_in_multipart_is_refused(browser: Client) -> None:
    assert browser.post("/echo/", {"text": "a\0b"}).status_code == 400


@pytest.mark.parametrize("content_type", [FORM, MULTIPART_CONTENT])
def test_ten_megabytes_in_one_answer_are_too_much(browser: Client, content_type: str) -> None:
    text = "x" * 10 * 1024**2
    if content_type == FORM:
        response = browser.generic("POST", "/echo/", f"text={text}", content_type=FORM)
    else:
        response = browser.post("/echo/", {"text": text})
    assert response.status_code == 413
    assert "larger than 5 MB" in response.content.decode()


def test_too_many_fields_are_refused(browser: Client) -> None:
    response = browser.post("/echo/", {f"f{n}": "" for n in range(2001)})
    assert response.status_code == 400
    assert "more fields or files" in response.content.decode()


def test_text_in_any_script_passes(browser: Client) -> None:
    for text in ("été ؟ 移民 Ω 🙂", "a+b&c=d %41"):
        assert browser.post("/echo/", {"text": text}).content.decode() == text
        assert browser.get("/echo/", {"q": text}).content.decode() == text


@pytest.mark.parametrize(
    ("address", "status"), [("/refuse/", 403), ("/none/", 404), ("/suspect/", 400)]
)
def test_the_pages_of_errors(browser: Client, address: str, status: int) -> None:
    response = browser.get(address)
    assert response.status_code == status
    assert "secret of the inside" not in response.content.decode()
    assert response.content.count(b"<h1") == 1


def test_a_failure_is_told_without_database_or_detail(
    browser: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    response = browser.get("/fail/", headers={"Accept-Language": "es"})
    assert response.status_code == 500
    assert b'lang="es"' in response.content
    assert b"secret of the inside" not in response.content


def test_a_foreign_host_is_refused_on_a_bare_page(browser: Client) -> None:
    assert browser.get("/echo/", headers={"Host": "evil.example"}).status_code == 400


@pytest.mark.parametrize(
    ("site", "shown"), [("same-origin", True), ("cross-site", False), (None, False)]
)
def test_a_refused_form_gives_back_what_was_typed(site: str | None, shown: bool) -> None:
    browser = Client(enforce_csrf_checks=True)
    fields = {"answer": "Three <b>regular</b> pathways.", "password": "two words"}
    headers = {"Sec-Fetch-Site": site} if site else {}
    response = browser.post("/echo/", fields, headers=headers)
    page = response.content.decode()
    assert response.status_code == 403
    assert ("Three &lt;b&gt;regular&lt;/b&gt; pathways." in page) is shown
    assert "two words" not in page
