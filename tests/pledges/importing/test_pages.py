"""The pages of bringing in the past: for the Secretariat alone, with and without script."""

import csv
import io
from typing import Any

import openpyxl
import pytest
from django.core.cache import cache
from django.http import StreamingHttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from pledges.choices import ImportState
from pledges.importing.checking import check
from pledges.importing.work import work_on
from pledges.models import ImportRun, Pledge
from stakeholders.choices import Role
from stakeholders.models import User
from tests.factories.stakeholders import UserFactory
from tests.pledges.importing.tables import HEADINGS, as_csv, run_of, small, uploaded

IMPORTS = "/en/desk/pledges/import/"


@pytest.fixture
def client(client: Client, secretariat: User) -> Client:
    client.force_login(secretariat)
    return client


@pytest.fixture
def run(secretariat: User) -> ImportRun:
    return run_of(as_csv([small(1), small(2)]), secretariat)


def checked(run: ImportRun) -> ImportRun:
    work_on(run.pk)
    run.refresh_from_db()
    return run


def text_of(response: Any) -> str:
    if isinstance(response, StreamingHttpResponse):
        return b"".join(response).decode()
    return str(response.content.decode())


class TestWho:
    def paths(self, run: ImportRun) -> list[str]:
        own = f"{IMPORTS}{run.pk}/"
        return [IMPORTS, f"{IMPORTS}template.csv", own, f"{own}report/", f"{own}file/"]

    def test_the_secretariat_sees_all_of_it(self, client: Client, run: ImportRun) -> None:
        checked(run)
        for path in self.paths(run):
            assert client.get(path).status_code == 200, path

    @pytest.mark.parametrize("role", [Role.REPRESENTATIVE, Role.MODERATOR, Role.REVIEWER, None])
    def test_for_others_there_is_no_such_page(self, run: ImportRun, role: Role | None) -> None:
        client = Client()
        client.force_login(UserFactory(role=role))
        for path in self.paths(checked(run)):
            assert client.get(path).status_code == 404, path
            assert client.post(path).status_code in {404, 405}, path

    def test_nobody_is_led_to_sign_in(self, run: ImportRun) -> None:
        for path in self.paths(run):
            assert Client().get(path).status_code == 302, path


class TestUploading:
    def test_a_file_leads_to_its_page(self, client: Client) -> None:
        response = client.post(IMPORTS, {"file": uploaded(as_csv([small()]))})
        run = ImportRun.objects.get()
        assert response.headers["Location"] == f"{IMPORTS}{run.pk}/"
        assert "is being checked" in text_of(client.get(f"{IMPORTS}{run.pk}/"))

    @pytest.mark.parametrize(
        ("files", "words"),
        [
            ({}, "This field is required"),
            ({"file": ("pledges.csv", b"")}, "The file is empty."),
            ({"file": ("pledges.pdf", b"x")}, "Only CSV files and Excel workbooks"),
            ({"file": ("pledges.xlsx", b"x")}, "the content is something else"),
        ],
    )
    def test_a_bad_file_is_told_at_the_field_and_at_the_top(
        self, client: Client, files: dict[str, Any], words: str
    ) -> None:
        sent = {name: uploaded(content, title) for name, (title, content) in files.items()}
        response = client.post(IMPORTS, sent)
        assert response.status_code == 422
        page = text_of(response)
        assert page.count(words) == 2
        assert "<title>Error:" in page
        assert not ImportRun.objects.exists()

    @pytest.mark.parametrize("language", ["ar", "zh-hans", "ru"])
    def test_in_every_language(self, client: Client, language: str) -> None:
        with override(language):
            path = reverse("pledge_desk:imports")
        assert client.get(path).status_code == 200


class TestDeciding:
    def test_nothing_is_brought_in_before_somebody_says_so(
        self, client: Client, run: ImportRun
    ) -> None:
        page = text_of(client.get(checked(run).get_absolute_url()))
        assert "Bring in 2 pledges" in page
        assert not Pledge.objects.exists()

    def test_the_button_does_it(self, client: Client, run: ImportRun) -> None:
        path = checked(run).get_absolute_url()
        assert client.post(path, {"do": "bring-in"}).status_code == 302
        assert work_on(run.pk)
        page = text_of(client.get(path))
        assert "Brought in by" in page
        assert "A desk in every border province" in page
        assert "/en/pledges/PLG-2022-0001/" in page
        assert "Bring in 2" not in page

    def test_twice_is_once(self, client: Client, run: ImportRun) -> None:
        path = checked(run).get_absolute_url()
        client.post(path, {"do": "bring-in"})
        response = client.post(path, {"do": "bring-in"})
        assert response.status_code == 409
        assert "It has changed in the meantime" in text_of(response)

    def test_errors_are_told_by_row_and_column_and_nothing_can_be_brought_in(
        self, client: Client, secretariat: User
    ) -> None:
        run = checked(run_of(as_csv([small(1, amount="1e400"), small(2)]), secretariat))
        page = text_of(client.get(run.get_absolute_url()))
        assert "<title>Error:" in page
        assert "There is 1 error" in page
        assert "“1e400” is no plain number" in page
        assert "<code>amount</code>" in page
        assert 'value="bring-in"' not in page
        assert client.post(run.get_absolute_url(), {"do": "bring-in"}).status_code == 409
        assert not Pledge.objects.exists()

    def test_a_name_of_a_cell_is_shown_and_never_run(
        self, client: Client, secretariat: User
    ) -> None:
        bad = "<script>alert(1)</script>"
        run = checked(run_of(as_csv([small(1, scope=bad)]), secretariat, name=f"{bad}.csv"))
        page = text_of(client.get(run.get_absolute_url()))
        assert "alert(1)" in page
        assert "<script>alert" not in page

    @pytest.mark.parametrize("verb", ["", "explode"])
    def test_an_unknown_verb_is_no_page(self, client: Client, run: ImportRun, verb: str) -> None:
        assert client.post(checked(run).get_absolute_url(), {"do": verb}).status_code == 404

    def test_it_can_be_checked_again(self, client: Client, run: ImportRun) -> None:
        path = checked(run).get_absolute_url()
        client.post(path, {"do": "check"})
        run.refresh_from_db()
        assert run.state == ImportState.CHECKING

    def test_the_same_file_again_says_that_there_is_nothing_to_do(
        self, client: Client, run: ImportRun, secretariat: User
    ) -> None:
        client.post(checked(run).get_absolute_url(), {"do": "bring-in"})
        work_on(run.pk)
        again = checked(run_of(as_csv([small(1), small(2)]), secretariat))
        page = text_of(client.get(again.get_absolute_url()))
        assert "There is nothing to do" in page
        assert 'value="bring-in"' not in page


class TestWaiting:
    def test_htmx_gets_the_bar_alone(self, client: Client, run: ImportRun) -> None:
        cache.set(f"pledges.import:{run.pk}:{run.state}", (3, 10))
        page = text_of(client.get(run.get_absolute_url(), headers={"HX-Request": "true"}))
        assert "<html" not in page
        assert "3 of 10 rows" in page
        assert 'max="10" value="3"' in page

    def test_when_it_is_done_the_page_is_loaded_anew(self, client: Client, run: ImportRun) -> None:
        response = client.get(checked(run).get_absolute_url(), headers={"HX-Request": "true"})
        assert response.headers["HX-Refresh"] == "true"

    def test_without_script_one_looks_again(self, client: Client, run: ImportRun) -> None:
        page = text_of(client.get(run.get_absolute_url()))
        assert f'<a href="{run.get_absolute_url()}">Look again</a>' in page


class TestDownloads:
    def test_the_report_has_every_error_and_runs_nothing(
        self, client: Client, secretariat: User
    ) -> None:
        rows = [small(1), small(2, scope="=cmd|' /C calc'!A1", amount="x")]
        run = checked(run_of(as_csv(rows), secretariat))
        lines = list(
            csv.DictReader(io.StringIO(text_of(client.get(f"{IMPORTS}{run.pk}/report/"))[1:]))
        )
        assert [(line["row"], line["column"], line["outcome"]) for line in lines] == [
            ("3", "scope", "error"),
            ("3", "amount", "error"),
            ("2", "", "new"),
            ("3", "", "new"),
        ]

    def test_the_report_of_what_was_done_has_the_codes(
        self, client: Client, run: ImportRun
    ) -> None:
        client.post(checked(run).get_absolute_url(), {"do": "bring-in"})
        work_on(run.pk)
        report = text_of(client.get(f"{IMPORTS}{run.pk}/report/"))
        assert "2,HUB-1,A desk in every border province,new,PLG-2022-0001" in report

    def test_the_file_is_given_back_as_it_came(self, client: Client, run: ImportRun) -> None:
        response = client.get(f"{IMPORTS}{run.pk}/file/")
        assert text_of(response) == as_csv([small(1), small(2)]).decode()
        assert response.headers["Content-Type"] == "application/octet-stream"
        assert response.headers["Content-Disposition"].startswith("attachment")

    def test_a_file_that_is_gone_is_no_page(self, client: Client, run: ImportRun) -> None:
        run.file.storage.delete(str(run.file.name))
        assert client.get(f"{IMPORTS}{run.pk}/file/").status_code == 404


class TestTemplate:
    @pytest.mark.parametrize("suffix", ["csv", "xlsx"])
    def test_it_can_be_uploaded_as_it_is_and_has_nothing_to_bring_in(
        self, client: Client, suffix: str
    ) -> None:
        content = b"".join(client.get(f"{IMPORTS}template.{suffix}"))
        plan = check(io.BytesIO(content), f"template.{suffix}", takes_updates=False)
        assert [problem.code for problem in plan.problems] == ["no-rows"]

    def test_the_workbook_explains_itself(self, client: Client) -> None:
        content = b"".join(client.get(f"{IMPORTS}template.xlsx"))
        book = openpyxl.load_workbook(io.BytesIO(content))
        pledges, columns, codes = book.worksheets
        assert [cell.value for cell in pledges[1]] == HEADINGS
        assert pledges["A2"].value == "EXAMPLE"
        assert [row[0].value for row in columns.iter_rows(min_row=2)] == HEADINGS
        known = {(row[0].value, row[1].value) for row in codes.iter_rows(min_row=2)}
        assert {("nature", "policy-legal"), ("actions", "5(a)"), ("cycle", "2022")} <= known

    def test_there_is_no_other(self, client: Client) -> None:
        assert client.get(f"{IMPORTS}template.ods").status_code == 404


def test_queries_of_the_list_do_not_grow(
    client: Client, secretariat: User, django_assert_num_queries: Any
) -> None:
    run_of(as_csv([small()]), secretariat)
    client.get(IMPORTS)
    with django_assert_num_queries(5):
        client.get(IMPORTS)
    for _number in range(3):
        run_of(as_csv([small()]), secretariat)
    with django_assert_num_queries(5):
        client.get(IMPORTS)
