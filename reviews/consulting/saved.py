"""Between the form and the consultation: what is saved as it would be typed, and the other way."""

from django.http import QueryDict

from publication.drafts.saved import put_rough
from reviews.consulting.forms import ConsultationForm
from reviews.models import Consultation

# The field of the form, and the column. (`said` of a form is all that it says.)
TEXTS = {"title": "title", "place": "place", "who": "who", "heard": "said", "use": "use"}
FIGURES = ("held_on", "until", "people")


def form_of(consultation: Consultation) -> ConsultationForm:
    """The form as it was left, with what could not be read and why."""
    return ConsultationForm(typed_of(consultation))


def typed_of(consultation: Consultation) -> QueryDict:
    typed = QueryDict(mutable=True)
    for name, column in TEXTS.items():
        typed[name] = getattr(consultation, column)
    for name in FIGURES:
        value = getattr(consultation, name)
        typed[name] = "" if value is None else str(value)
    typed.setlist("groups", [group.pk for group in consultation.groups.all()])
    if consultation.consents_to_be_named:
        typed["consents_to_be_named"] = "on"
    put_rough(typed, consultation.rough)
    return typed


def write(form: ConsultationForm, consultation: Consultation) -> None:
    """Put what could be read into the consultation, and keep the rest as it was typed."""
    form.full_clean()
    read = form.cleaned_data
    for name, column in TEXTS.items():
        setattr(consultation, column, read.get(name, ""))
    for name in FIGURES:
        setattr(consultation, name, read.get(name))
    consultation.consents_to_be_named = read.get("consents_to_be_named", False)
    consultation.rough = form.rough
    consultation.save()
    consultation.groups.set(read.get("groups", []))
