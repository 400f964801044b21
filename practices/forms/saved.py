"""Between the form and the practice: what is saved as it would be typed, and what is typed, saved.

What was typed while others changed the call or the files may name fields that are gone.
"""

from django.http import QueryDict

from practices.forms.adding import name_of, text_of
from practices.forms.practice import OTHER, OWN, PracticeForm
from practices.models import CriterionAnswer, Practice
from practices.models.practices import NARRATIVE
from publication.drafts.fields import plain
from publication.drafts.saved import put_rough, put_row
from stakeholders.models import Organisation

TEXTS = (
    *("title", *NARRATIVE, "scope", "progress"),
    *("implementer", "implementer_email", "currency", "contact"),
)
DATES_AND_AMOUNT = ("starts_on", "ends_on", "amount", "primary_objective")
MANY = ("objectives", "principles", "countries")


def form_of(practice: Practice) -> PracticeForm:
    """The form as it was left, with what could not be read and why."""
    return PracticeForm(typed_of(practice), practice=practice)


def typed_of(practice: Practice) -> QueryDict:
    typed = QueryDict(mutable=True)
    for name in (*TEXTS, "language"):
        typed[name] = getattr(practice, name)
    for name in MANY:
        typed.setlist(name, [str(item.pk) for item in getattr(practice, name).all()])
    typed.setlist("also_in", list(practice.also_in))
    typed["call"] = str(practice.call_id)
    typed["primary_objective"] = str(practice.primary_objective_id or "")
    typed["starts_on"] = str(practice.starts_on or "")
    typed["ends_on"] = str(practice.ends_on or "")
    typed["amount"] = plain(practice.amount)
    typed["is_own"] = OWN if practice.is_own else OTHER
    for partner in practice.partners.all():
        put_row(typed, "partners", partner.order, {"name": partner.name})
    for link in practice.links.all():
        put_row(typed, "links", link.order, {"title": link.title, "address": link.address})
    for answer in practice.answers.select_related("criterion"):
        typed[name_of(answer.criterion)] = answer.text
    for file in practice.files.filter(removed_at=None):
        typed[text_of(file)] = file.alternative_text
    put_rough(typed, practice.rough)
    return typed


def write(form: PracticeForm, practice: Practice) -> None:
    """Put what could be read into the practice and its parts, and keep the rest as it was typed."""
    form.full_clean()
    read = form.cleaned_data
    for name in TEXTS:
        setattr(practice, name, read.get(name, ""))
    for name in DATES_AND_AMOUNT:
        setattr(practice, name, read.get(name))
    practice.language = read.get("language") or practice.language
    practice.is_own = read.get("is_own") != OTHER
    practice.also_in = read.get("also_in", [])
    if call := read.get("call"):
        practice.call, practice.cycle = call, call.cycle
    practice.rough = form.rough
    practice.save()
    for name in MANY:
        getattr(practice, name).set(read.get(name, []))
    _write_answers(form, practice)
    _write_rows(form, practice)
    _write_image_texts(form, practice)


def _write_answers(form: PracticeForm, practice: Practice) -> None:
    """Answers to the criteria of another call stay: it may be chosen again."""
    for criterion in form.criteria:
        text = form.cleaned_data.get(name_of(criterion), "")
        if text:
            CriterionAnswer.objects.update_or_create(
                practice=practice, criterion=criterion, defaults={"text": text}
            )
        else:
            practice.answers.filter(criterion=criterion).delete()


def _write_rows(form: PracticeForm, practice: Practice) -> None:
    partners = [row for row in form.partners if not row.errors and not row.is_blank]
    practice.partners.exclude(order__in=[row.place for row in partners]).delete()
    for row in partners:
        name = row.cleaned_data["name"]
        known = Organisation.objects.verified().filter(name__iexact=name).first()
        practice.partners.update_or_create(
            order=row.place, defaults={"name": name, "organisation": known}
        )
    links = [row for row in form.links if not row.errors and not row.is_blank]
    practice.links.exclude(order__in=[row.place for row in links]).delete()
    for link in links:
        practice.links.update_or_create(order=link.place, defaults=link.cleaned_data)


def _write_image_texts(form: PracticeForm, practice: Practice) -> None:
    for image in form.images:
        text = form.cleaned_data.get(text_of(image), "")
        practice.files.filter(pk=image.pk).update(alternative_text=text)
