"""Which version of a questionnaire a State answers for a forum."""

from compact.models import Country, Cycle
from reviews.models import Questionnaire


def current_questionnaire(cycle: Cycle, country: Country) -> Questionnaire | None:
    """The newest published version for that forum: one of the State's region goes first."""
    published = Questionnaire.objects.filter(cycle=cycle, published_at__isnull=False)
    own = published.filter(region__in=country.regions.all()).order_by("-version").first()
    return own or published.filter(region__isnull=True).order_by("-version").first()
