"""The document that leaves: the form in its sections, with the questions of the call."""

from collections.abc import Iterator

from django.utils import translation
from django.utils.translation import gettext as _

from practices.forms.asked import asked_in
from practices.forms.practice import PracticeForm
from practices.forms.saved import form_of
from practices.models import Practice
from practices.offline.answers import answers_of, is_choice
from practices.offline.words import in_words
from publication.offline import Entry, Section, Sheet

FEW_CHOICES = 30
WHAT = ("title", "language", "summary", "description")
SERVES = ("primary_objective", "objectives", "principles")
WHERE = ("countries", "scope", "starts_on", "ends_on", "progress")
WHO = ("is_own", "implementer", "implementer_email", "partners")
SHOWS = ("beneficiaries", "impact", "evidence", "lessons", "replication", "innovation")
COSTS = ("amount", "currency", "cost_note")
MORE = ("links", "also_in", "contact")


def sheet_of(practice: Practice, language: str) -> Sheet:
    """With the labels in this language, and what is answered so far."""
    with translation.override(language):
        form = form_of(practice)
        return Sheet(
            title=practice.title or _("A practice for the repository"),
            language=language,
            answers_language=practice.language,
            code=practice.code,
            base=practice.revision,
            introduction=_(
                "%(code)s, call “%(call)s”. Send the document back on the page where you "
                "downloaded it: you see what changed before anything is taken over."
            )
            % {"code": practice.code, "call": practice.call},
            sections=list(_sections(form, answers_of(practice))),
        )


def _sections(form: PracticeForm, answers: dict[str, str]) -> Iterator[Section]:
    own = tuple(name for name in form.fields if name.startswith("criterion-"))
    shows = tuple(name for name in form.fields if name.startswith("shows-"))
    parts = (
        (_("What it is"), WHAT),
        (_("What the practice serves"), SERVES),
        (_("Where and when"), WHERE),
        (_("Who does it"), WHO),
        (_("What it shows"), SHOWS),
        (_("What it costs"), COSTS),
        (_("Questions of the call"), own),
        (_("Materials and contact"), (*MORE, *shows)),
    )
    for title, names in parts:
        if names:
            yield Section(title, [_entry(form, name, answers[name]) for name in names])


def _entry(form: PracticeForm, key: str, answer: str) -> Entry:
    if key == "partners":
        return Entry(key, _("Partners"), _("One a line."), answer)
    if key == "links":
        hint = _("One a line: what is there, and the address with https:// before it.")
        return Entry(key, _("Links"), hint, answer)
    field = form.fields[key]
    questions = asked_in(form)[key].questions
    own = [one for one in form.criteria if f"criterion-{one.key}" == key]
    help_lines = [
        str(field.help_text),
        *(f"{one.title}: {one.question}" for one in questions),
        *(one.question for one in own),
        _choices(form, key),
    ]
    help_text = "\n".join(line for line in help_lines if line)
    return Entry(key, str(field.label), help_text, in_words(form, key, answer))


def _choices(form: PracticeForm, key: str) -> str:
    """What one may choose from, where that is not too much to read."""
    if not is_choice(form, key):
        return ""
    labels = [str(label) for value, label in form.fields[key].choices if str(value)]  # type: ignore[attr-defined]
    if len(labels) > FEW_CHOICES:
        return _("Names or codes, with a semicolon between them.")
    return _("Out of these, with a semicolon between them: %(choices)s.") % {
        "choices": "; ".join(labels)
    }
