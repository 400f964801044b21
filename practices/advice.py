"""What the Network prefers and does not demand: the author is warned, and nothing is refused."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from practices.choices import Progress
from practices.models import Practice
from practices.problems import COMPACT_ADOPTED
from publication.drafts.saving import Problem


def advice_for(practice: Practice) -> Iterator[Problem]:
    """By the field of the form."""
    ended, began = practice.ends_on, practice.starts_on
    if ended and ended < COMPACT_ADOPTED:
        yield (
            "ends_on",
            _(
                "It ended before the Compact was adopted in December 2018. The repository prefers "
                "what came after. You can submit it all the same: say why it still matters."
            ),
        )
    elif began and began < COMPACT_ADOPTED:
        yield (
            "starts_on",
            _(
                "It began before the Compact was adopted in December 2018. That is no obstacle: "
                "say what was done since."
            ),
        )
    if practice.progress == Progress.UNDER_WAY:
        yield (
            "progress",
            _(
                "It is under way. The repository takes what is completed or mostly so, because "
                "only then results can be shown. You can submit it all the same."
            ),
        )
