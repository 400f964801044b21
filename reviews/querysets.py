"""Reads over reviews."""

from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models
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
    from reviews.models.reviews import Review, ReviewSection  # noqa: F401 - named in the bases


# How far it is looked whether what decides is itself asked; `reviews.conditions` looks all the way.
DEPTH = 2


def _unmet(review: str, depth: int = DEPTH, **of: OuterRef) -> "QuerySet[Condition]":
    """Conditions of a question or section that do not hold in `review` of the outer query."""
    conditions = apps.get_model("reviews", "Condition").objects.order_by()
    answers = apps.get_model("reviews", "Answer").objects.order_by()
    wanted = Cast(OuterRef("values"), ArrayField(TextField()))
    met = answers.filter(
        Func(
            F("value"),
            wanted,
            arg_joiner=" ?| ",
            template="(%(expressions)s)",
            output_field=BooleanField(),
        ),
        review=OuterRef(OuterRef(review)),
        question=OuterRef("on"),
        not_applicable=False,
    )
    if depth:
        met = met.exclude(
            Exists(_unmet("review", depth - 1, question=OuterRef("question")))
        ).exclude(Exists(_unmet("review", depth - 1, section=OuterRef("question__section"))))
    return conditions.filter(~Exists(met), **of)


class ReviewSectionQuerySet(models.QuerySet["ReviewSection"]):
    def asked(self) -> Self:
        """Without the sections that are not asked, as the answers of their review stand."""
        return self.exclude(Exists(_unmet("review", section=OuterRef("section"))))


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
        """Adds `sections_complete` and `sections_total`, of the sections that are asked."""
        is_asked = ~Exists(_unmet("pk", section=OuterRef("sections__section")))
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
