"""The plain way: a ListView of the same pledges, with django-filter and `icontains`.

Written as one would write it: related rows are fetched with the page, and the same card is shown.
It has no counts beside its values, which would make it slower still.
"""

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.views.generic import ListView
from django_filters import (
    CharFilter,
    FilterSet,
    ModelMultipleChoiceFilter,
    MultipleChoiceFilter,
    OrderingFilter,
)

from compact.models import (
    Action,
    Country,
    Cycle,
    GuidingPrinciple,
    Objective,
    Region,
    StakeholderType,
)
from pledges.choices import Nature, PledgeKind, Stage
from pledges.models import Pledge
from pledges.querysets import PledgeQuerySet
from publication.choices import Scope

SEARCHED = (
    "code",
    "title",
    "description",
    "organisation__name",
    "sub_commitments__text",
    "targets__indicator",
)


if TYPE_CHECKING:
    Base = ListView[Pledge]
else:
    Base = ListView


class PledgeFilter(FilterSet):
    q = CharFilter(method="search")
    objective = ModelMultipleChoiceFilter(field_name="objectives", queryset=Objective.objects.all())
    action = ModelMultipleChoiceFilter(
        field_name="actions", queryset=Action.objects.select_related("objective")
    )
    principle = ModelMultipleChoiceFilter(
        field_name="principles", queryset=GuidingPrinciple.objects.all()
    )
    country = ModelMultipleChoiceFilter(field_name="countries", queryset=Country.objects.in_order())
    region = ModelMultipleChoiceFilter(
        field_name="countries__regions", queryset=Region.objects.all()
    )
    cycle = ModelMultipleChoiceFilter(queryset=Cycle.objects.all())
    organisation_type = ModelMultipleChoiceFilter(
        field_name="organisation__type", queryset=StakeholderType.objects.all()
    )
    stage = MultipleChoiceFilter(choices=Stage.choices)
    type = MultipleChoiceFilter(field_name="kind", choices=PledgeKind.choices)
    scope = MultipleChoiceFilter(choices=Scope.choices)
    nature = MultipleChoiceFilter(
        field_name="natures", lookup_expr="contains", choices=Nature.choices, method="of_nature"
    )
    ordering = OrderingFilter(
        fields={"published_at": "published", "news_at": "updated", "title": "title", "code": "code"}
    )

    def search(self, found: PledgeQuerySet, _name: str, words: str) -> PledgeQuerySet:
        for word in words.split():
            anywhere = Q()
            for field in SEARCHED:
                anywhere |= Q(**{f"{field}__icontains": word})
            found = found.filter(anywhere)
        return found.distinct()

    def of_nature(self, found: PledgeQuerySet, _name: str, values: list[str]) -> PledgeQuerySet:
        return found.filter(natures__overlap=values) if values else found


class PlainListView(Base):
    paginate_by = 20
    template_name = "plain.html"

    def get_queryset(self) -> PledgeQuerySet:
        published = (
            Pledge.objects.published()
            .select_related("organisation__country", "cycle")
            .prefetch_related("objectives", "partners__organisation__country", "targets")
            .order_by("-published_at")
        )
        self.filter = PledgeFilter(self.request.GET, queryset=published)
        found: PledgeQuerySet = self.filter.qs
        return found

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        context = super().get_context_data(filter=self.filter, **more)
        for pledge in context["page_obj"]:
            pledge.numbers = [objective.pk for objective in pledge.objectives.all()]
        return context
