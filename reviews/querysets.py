"""Reads over reviews."""

from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    BooleanField,
    Count,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
)
from django.db.models.functions import Cast

from publication.choices import State
from publication.querysets import PublishableQuerySet
from stakeholders.choices import Role
from stakeholders.models import User

if TYPE_CHECKING:
    from reviews.models.asking import Condition
    from reviews.models.reviews import Review  # noqa: F401 - named in the bases


def _unmet_conditions(section: OuterRef) -> "QuerySet[Condition]":
    """Of the section in a review of the outer query, for `Exists`."""
    answers = apps.get_model("reviews", "Answer").objects.order_by()
    conditions = apps.get_model("reviews", "Condition").objects.order_by()
    wanted = Cast(OuterRef("values"), ArrayField(TextField()))
    met = answers.filter(
        Func(
            F("value"),
            wanted,
            arg_joiner=" ?| ",
            template="(%(expressions)s)",
            output_field=BooleanField(),
        ),
        review=OuterRef(OuterRef("pk")),
        question=OuterRef("on"),
        not_applicable=False,
    )
    return conditions.filter(~Exists(met), section=section)


class ReviewQuerySet(PublishableQuerySet["Review"]):
    def with_names(self) -> Self:
        return self.select_related("country", "cycle")

    def once_published(self) -> Self:
        """What everybody may see, and what was withdrawn from them."""
        return self.filter(state__in=[State.PUBLISHED, State.ARCHIVED])

    def with_earlier(self) -> "ReviewQuerySet":
        """Adds `earlier`: the year of the State's published review before, if there is one."""
        before = self.model._default_manager.filter(
            state=State.PUBLISHED,
            country=OuterRef("country"),
            cycle__lt=OuterRef("cycle"),
        )
        return self.annotate(earlier=Subquery(before.order_by("-cycle").values("cycle")[:1]))

    def with_progress(self) -> "ReviewQuerySet":
        """Adds `sections_complete` and `sections_total`, of the sections that are asked.

        Unlike `reviews.conditions` it does not look whether the question that decides is asked.
        """
        is_asked = ~Exists(_unmet_conditions(OuterRef("sections__section")))
        is_complete = Q(sections__completed_at__isnull=False)
        return self.annotate(
            sections_total=Count("sections", filter=is_asked),
            sections_complete=Count("sections", filter=is_asked & is_complete),
        )

    def of_focal_point(self, user: User) -> "ReviewQuerySet":
        focal = user.memberships.in_states().filter(role=Role.FOCAL_POINT)
        return self.filter(country__organisations__in=focal.values("organisation"))

    def handed_to(self, user: User) -> "ReviewQuerySet":
        """Reviews of which this contributor has a section, as long as the membership lasts."""
        member = user.memberships.in_states().filter(role=Role.CONTRIBUTOR)
        return self.filter(
            sections__assignee=user, country__organisations__in=member.values("organisation")
        ).distinct()

    def seen_on_desk_by(self, user: User) -> "ReviewQuerySet":
        """A State's own people see its review at once; the Secretariat, once it is submitted."""
        visible = Q(pk__in=self.of_focal_point(user).values("pk")) | Q(
            pk__in=self.handed_to(user).values("pk")
        )
        if any(role == Role.SECRETARIAT for role, _organisation in user.roles_held):
            visible |= ~Q(state=State.DRAFT)
        return self.filter(visible)
