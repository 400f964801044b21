"""What is told of a practice once it is published: adaptations, and the yearly question."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from compact.models import Country
from notices.kinds import Kind
from notices.models import Notice
from practices.kinds import AS_AUTHOR
from practices.still_true import KIND, KIND_OF_SEVERAL, link_of, links_of


def _country(notice: Notice) -> Mapping[str, object]:
    """By its name in the reader's language."""
    code = notice.context["country"]
    return {"where": str(Country.objects.filter(pk=code).first() or code)}


def _adaptation(notice: Notice) -> str:
    """Where it is confirmed or declined."""
    if notice.item is None:
        return reverse("desk:home")
    number = int(notice.context["number"])
    return reverse("practices:adaptation", args=[notice.item.code, number])


AS_ADAPTER = _("You get this because you speak for the organisation that adapted the practice.")

KINDS = (
    Kind(
        code="practices.adaptation-told",
        subject=_("%(organisation)s has adapted %(code)s"),
        body=_(
            "%(by)s tells that %(organisation)s adapted %(code)s (%(item)s) in %(where)s, "
            "%(year)s. Confirm it, and everybody reads it with the practice; or decline it."
        ),
        action=_("Read it and answer"),
        why=_("You get this because you can confirm who has adapted the practice."),
        link=_adaptation,
        details=_country,
    ),
    *(
        Kind(
            code=f"practices.adaptation-{state}",
            subject=subject,
            body=_("The practice is %(code)s: %(item)s. The adaptation is that in %(where)s."),
            action=_("See the practice"),
            why=AS_ADAPTER,
            details=_country,
        )
        for state, subject in (
            ("confirmed", _("%(code)s: your adaptation is confirmed")),
            ("declined", _("%(code)s: your adaptation was not confirmed")),
        )
    ),
    Kind(
        code=KIND,
        subject=_("%(code)s: is it still true?"),
        body=_(
            "A year has passed since it was last said that %(code)s (%(item)s) is true. The link "
            "leads to a page with one button that says so again. If it is no longer true, say why "
            "there: the practice is archived, and its page says that it is."
        ),
        action=_("Answer"),
        why=AS_AUTHOR,
        link=link_of,
        optional=True,
    ),
    Kind(
        code=KIND_OF_SEVERAL,
        subject=_("Your practices: are they still true?"),
        body=_(
            "A year has passed since it was last said that these practices are true. Each link "
            "leads to a page with one button that says so again. What is no longer true is "
            "archived, and its page says that it is.\n\n%(items)s"
        ),
        action=_("See all your practices"),
        why=_("You get this because you speak for those who submitted these practices."),
        details=links_of,
        link=lambda _notice: reverse("practice_desk:mine"),
        optional=True,
    ),
)
