"""The Secretariat edits the reference data by its role; nobody else sees these pages."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from compact.admin import ReferenceAdmin
from compact.models import Champion, Country, Cycle, Milestone, Objective, RoundTable
from compact.reference import Report, edited_fields, load
from imrf_portal.permissions import EDITED_BY_THE_SECRETARIAT
from stakeholders.choices import Role
from stakeholders.models import User
from tests.factories.compact import ObjectiveFactory
from tests.factories.stakeholders import OrganisationFactory, UserFactory

pytestmark = pytest.mark.usefixtures("loaded")

PAGES = [model for model in EDITED_BY_THE_SECRETARIAT if model in admin.site._registry]


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with override("en"):
        yield


@pytest.fixture
def secretariat(client: Client) -> Client:
    client.force_login(UserFactory(secretariat=True))
    return client


def page(model: type[Model], name: str, *args: object) -> str:
    return reverse(f"admin:compact_{model.__name__.lower()}_{name}", args=args)


def posted(client: Client, address: str, **changes: object) -> dict[str, object]:
    """What the form of the page would send, with these changes."""
    form = client.get(address).context["adminform"].form
    values = {name: form[name].value() for name in form.fields} | changes
    return {name: "" if value is None else value for name, value in values.items()}


def test_every_page_is_open_to_the_secretariat_by_a_rule() -> None:
    pages = {
        model for model, its in admin.site._registry.items() if isinstance(its, ReferenceAdmin)
    }
    assert pages == set(PAGES)


@pytest.mark.parametrize("model", PAGES)
def test_the_secretariat_opens_every_list_and_every_row(
    secretariat: Client, model: type[Model]
) -> None:
    assert secretariat.get(page(model, "changelist")).status_code == 200
    row = model._default_manager.all()[0]
    response = secretariat.get(page(model, "change", row.pk))
    assert response.status_code == 200
    assert "Русский" in response.content.decode()


def people() -> dict[str, User | None]:
    somewhere = OrganisationFactory()
    return {
        "nobody": None,
        "focal point": UserFactory(focal_point_of="CRI"),
        "contributor": UserFactory(contributor_of="CRI"),
        **{
            role.value: UserFactory(role=role, role__at=somewhere)
            for role in (Role.REVIEWER, Role.MODERATOR, Role.REPRESENTATIVE)
        },
    }


def test_nobody_else_comes_in(client: Client) -> None:
    for who, user in people().items():
        client.logout()
        if user is not None:
            client.force_login(user)
        response = client.get(page(Objective, "change", 5), follow=True)
        assert "short_label" not in response.content.decode(), who


def test_the_secretariat_is_no_superuser_and_sees_no_other_pages(secretariat: Client) -> None:
    listed = {
        app["app_label"] for app in secretariat.get(reverse("admin:index")).context["app_list"]
    }
    assert listed == {"compact", "stakeholders"}


def test_who_leaves_the_secretariat_stays_outside(client: Client) -> None:
    user = UserFactory(secretariat=True)
    user.memberships.all().update(until="2100-01-01T00:00Z")
    client.force_login(user)
    assert client.get(reverse("admin:index"), follow=True).status_code == 404


def test_a_label_is_edited_logged_and_kept(secretariat: Client) -> None:
    address = page(Objective, "change", 5)
    response = secretariat.post(address, posted(secretariat, address, short_label_ar="مسارات"))
    assert response.status_code == 302
    load(Report())
    objective = Objective.objects.get(number=5)
    assert edited_fields(objective) == ["short_label_ar"]
    assert LogEntry.objects.get().object_repr == "5 Regular pathways"
    assert "short_label_ar" in secretariat.get(address).content.decode()


def test_saving_without_a_change_is_no_edit(secretariat: Client) -> None:
    for model, pk in ((Objective, 5), (Country, "DJI"), (Cycle, 2022)):
        address = page(model, "change", pk)
        values = posted(secretariat, address)
        if model is Cycle:
            values.pop("reviews_due_at")
            values |= {"reviews_due_at_0": "2022-02-28", "reviews_due_at_1": "23:59:59"}
        assert secretariat.post(address, values).status_code == 302
        assert edited_fields(model._default_manager.get(pk=pk)) == []


def test_hours_are_those_of_the_deadline_wherever_the_reader_is(client: Client) -> None:
    client.force_login(UserFactory(secretariat=True, time_zone="Asia/Tokyo"))
    address = page(Cycle, "change", 2022)
    values = posted(client, address)
    values.pop("reviews_due_at")
    assert 'value="23:59:59"' in client.get(address).content.decode()
    values |= {"reviews_due_at_0": "2022-02-27", "reviews_due_at_1": "12:00"}
    assert client.post(address, values).status_code == 302
    assert Cycle.objects.get(year=2022).reviews_due_at == datetime(2022, 2, 27, 17, tzinfo=UTC)


def test_the_english_text_is_required(secretariat: Client) -> None:
    address = page(Objective, "change", 5)
    response = secretariat.post(address, posted(secretariat, address, title_en=""))
    assert response.context["adminform"].form.errors.keys() == {"title_en"}


def test_a_text_is_written_in_its_own_direction(secretariat: Client) -> None:
    form = secretariat.get(page(Objective, "change", 5)).context["adminform"].form
    assert form.fields["title_ar"].widget.attrs["dir"] == "rtl"
    assert form.fields["title_ar"].widget.attrs["lang"] == "ar"
    assert form.fields["title_fr"].widget.attrs["dir"] == "ltr"


def test_the_seating_is_edited_beside_the_round_table(secretariat: Client) -> None:
    table = RoundTable.objects.get(cycle=2022, number=4)
    links = list(table.objective_links.all())
    address = page(RoundTable, "change", table.pk)
    management = {"TOTAL_FORMS": len(links), "INITIAL_FORMS": len(links)}
    values = {f"objective_links-{name}": value for name, value in management.items()}
    for place, link in enumerate(links):
        row = {"id": link.pk, "round_table": table.pk, "objective": link.objective_id}
        values |= {f"objective_links-{place}-{name}": value for name, value in row.items()}
    response = secretariat.post(address, posted(secretariat, address) | values)
    assert response.status_code == 302
    load(Report())
    assert edited_fields(table) == ["objectives"]
    assert not table.objective_links.filter(cross_cutting=True).exists()


def test_rows_of_the_reference_data_are_not_deleted_but_added_ones_are(secretariat: Client) -> None:
    added = Champion.objects.create(country_id="PHL", source="The Secretariat")
    planted = Champion.objects.get(key="morocco")
    assert (
        secretariat.post(page(Champion, "delete", planted.pk), {"post": "yes"}).status_code == 403
    )
    assert secretariat.post(page(Champion, "delete", added.pk), {"post": "yes"}).status_code == 302
    assert Champion.objects.count() == 9


def test_a_closed_list_takes_no_new_row(secretariat: Client) -> None:
    assert secretariat.get(page(Country, "add")).status_code == 403
    assert secretariat.get(page(Objective, "delete", 5)).status_code == 403
    assert secretariat.get(page(Milestone, "add")).status_code == 200


def test_what_a_row_is_known_by_does_not_change(secretariat: Client) -> None:
    fields = secretariat.get(page(Cycle, "change", 2026)).context["adminform"].form.fields
    assert "year" not in fields
    assert "reviews_due_at" in fields


def test_edited_rows_can_be_let_go(secretariat: Client) -> None:
    Objective.objects.filter(number=5).update(short_label_fr="Filières")
    values = {"action": "let_go", "_selected_action": [5]}
    response = secretariat.post(page(Objective, "changelist"), values, follow=True)
    assert "1 row follows the reference data again." in response.content.decode()
    load(Report())
    assert edited_fields(Objective.objects.get(number=5)) == []


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("model", "queries"), [(Champion, 3), (RoundTable, 4), (Country, 4)])
def test_a_list_takes_as_many_queries_for_three_rows_as_for_one(
    secretariat: Client, model: type[Model], queries: int, rows: int
) -> None:
    kept = list(model._default_manager.values_list("pk", flat=True)[:rows])
    model._default_manager.exclude(pk__in=kept).delete()
    with CaptureQueriesContext(connection) as captured:
        secretariat.get(page(model, "changelist"))
    assert sum('FROM "compact_' in query["sql"] for query in captured) == queries


def test_a_made_up_row_says_that_nothing_is_edited(secretariat: Client) -> None:
    objective = ObjectiveFactory(number=5)
    assert "nothing" in secretariat.get(page(Objective, "change", objective.pk)).content.decode()
