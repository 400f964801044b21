"""How many, or how much: told beside the question."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reviews.answer_kinds.values import figure
from reviews.choices import QuestionKind
from reviews.models import Question


def limits_of(question: Question) -> str:
    """In words; nothing where there are none."""
    least, most = question.minimum, question.maximum
    if least is None and most is None:
        return ""
    match question.kind:
        case QuestionKind.NUMBER:
            return _of_a_number(least, most)
        case QuestionKind.TABLE:
            return _of_rows(least, most)
    return _of_choices(least, most)


def _of_a_number(least: Decimal | None, most: Decimal | None) -> str:
    if least is not None and most is not None:
        return _("A number from %(least)s to %(most)s.") % _figures(least, most)
    if most is None:
        return _("A number of at least %(least)s.") % _figures(least, most)
    return _("A number of at most %(most)s.") % _figures(least, most)


def _of_rows(least: Decimal | None, most: Decimal | None) -> str:
    if least is not None and most is not None:
        return _("From %(least)s to %(most)s rows.") % _figures(least, most)
    if least is not None:
        return ngettext(
            "At least %(least)s row.", "At least %(least)s rows.", int(least)
        ) % _figures(least, most)
    return ngettext("At most %(most)s row.", "At most %(most)s rows.", int(most or 0)) % _figures(
        least, most
    )


def _of_choices(least: Decimal | None, most: Decimal | None) -> str:
    if least is not None and least == most:
        return _("Choose exactly %(least)s.") % _figures(least, most)
    if least is not None and most is not None:
        return _("Choose from %(least)s to %(most)s.") % _figures(least, most)
    if most is None:
        return _("Choose at least %(least)s.") % _figures(least, most)
    return _("Choose at most %(most)s.") % _figures(least, most)


def _figures(least: Decimal | None, most: Decimal | None) -> dict[str, str]:
    return {
        "least": "" if least is None else figure(least),
        "most": "" if most is None else figure(most),
    }
