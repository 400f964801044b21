"""Between the form and the pledge: what is saved as it would be typed, and what is typed, saved."""

from django.http import QueryDict

from pledges.forms.pledge import MOST_COMMITMENTS, PledgeForm
from pledges.models import Pledge, SubCommitment, Target
from publication.drafts.fields import plain
from publication.drafts.saved import put_rough, put_row

TEXTS = ("title", "description", "side", "scope", "currency", "contact")
DATES_AND_AMOUNT = ("starts_on", "ends_on", "amount")
ALWAYS_SAID = ("language", "kind")
MANY = ("objectives", "actions", "principles", "countries")


def form_of(pledge: Pledge) -> PledgeForm:
    """The form as it was left, with what could not be read and why."""
    return PledgeForm(typed_of(pledge), pledge=pledge)


def typed_of(pledge: Pledge) -> QueryDict:
    typed = QueryDict(mutable=True)
    for name in (*TEXTS, *ALWAYS_SAID):
        typed[name] = getattr(pledge, name)
    for name in MANY:
        typed.setlist(name, [str(item.pk) for item in getattr(pledge, name).all()])
    typed.setlist("natures", list(pledge.natures))
    typed["answers_to"] = pledge.answers_to.code if pledge.answers_to else ""
    typed["starts_on"] = str(pledge.starts_on or "")
    typed["ends_on"] = str(pledge.ends_on or "")
    typed["amount"] = plain(pledge.amount)
    if pledge.is_about_refugees:
        typed["is_about_refugees"] = "on"
    typed.setlist("commitments", [part.text for part in pledge.sub_commitments.all()])
    for target in pledge.targets.all():
        put_row(typed, "targets", target.order, _typed_target(target))
    put_rough(typed, {name: kept for name, kept in pledge.rough.items() if name != "commitments"})
    for text in pledge.rough.get("commitments", []):
        typed.appendlist("commitments", text)
    return typed


def _typed_target(target: Target) -> dict[str, str]:
    return {
        "indicator": target.indicator,
        "baseline": plain(target.baseline),
        "value": plain(target.value),
        "unit": target.unit,
        "due_on": str(target.due_on),
    }


def write(form: PledgeForm, pledge: Pledge) -> None:
    """Put what could be read into the pledge and its parts, and keep the rest as it was typed."""
    form.full_clean()
    read = form.cleaned_data
    for name in TEXTS:
        setattr(pledge, name, read.get(name, ""))
    for name in ALWAYS_SAID:
        setattr(pledge, name, read.get(name) or getattr(pledge, name))
    for name in (*DATES_AND_AMOUNT, "answers_to"):
        setattr(pledge, name, read.get(name))
    pledge.natures = read.get("natures", [])
    pledge.is_about_refugees = read.get("is_about_refugees", False)
    pledge.rough = form.rough
    pledge.save()
    for name in MANY:
        getattr(pledge, name).set(read.get(name, []))
    _write_targets(form, pledge)
    _write_commitments(form, pledge)


def _write_targets(form: PledgeForm, pledge: Pledge) -> None:
    """A row keeps its place, so that reports on a target stay with it when it is corrected."""
    whole = [row for row in form.targets if not row.errors and not row.is_blank]
    pledge.targets.exclude(order__in=[row.place for row in whole]).delete()
    for row in whole:
        pledge.targets.update_or_create(order=row.place, defaults=row.cleaned_data)


def _write_commitments(form: PledgeForm, pledge: Pledge) -> None:
    pledge.sub_commitments.all().delete()
    SubCommitment.objects.bulk_create(
        SubCommitment(pledge=pledge, letter=chr(ord("a") + place), text=text)
        for place, text in enumerate(form.commitments[:MOST_COMMITMENTS])
    )
