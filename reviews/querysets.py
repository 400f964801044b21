"""Reads over reviews."""

from typing import TYPE_CHECKING, Self

from django.db.models import Count, Q

from publication.choices import State
from publication.querysets import PublishableQuerySet
from stakeholders.choices import Role
from stakeholders.models import User

if TYPE_CHECKING:
    from reviews.models.reviews import Review  # noqa: F401 - named in the bases


class ReviewQuerySet(PublishableQuerySet["Review"]):
    def with_names(self) -> Self:
        return self.select_related("country", "cycle")

    def with_progress(self) -> "ReviewQuerySet":
        """Adds `sections_complete` and `sections_total`."""
        return self.annotate(
            sections_total=Count("sections"),
            sections_complete=Count("sections", filter=Q(sections__completed_at__isnull=False)),
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
