"""The table of moves of a contribution to a discussion."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dialogues.choices import PostState
from dialogues.discussion.rules import is_fresh, may_hear, was_not_heard
from dialogues.rules import is_poster, may_moderate
from publication.rules import has_note
from publication.workflow import Move, Words, Workflow, all_of

WAITING, PUBLISHED, DECLINED = PostState.WAITING, PostState.PUBLISHED, PostState.DECLINED
REMOVED, APPEALED, WITHDRAWN = PostState.REMOVED, PostState.APPEALED, PostState.WITHDRAWN

# fmt: off
MOVES = (
    #    move         from       to          who may        only when
    Move("publish",   WAITING,   PUBLISHED,  may_moderate),
    Move("decline",   WAITING,   DECLINED,   may_moderate,  ready=has_note),
    Move("remove",    PUBLISHED, REMOVED,    may_moderate,  ready=has_note),
    Move("edit",      PUBLISHED, WAITING,    is_poster,     ready=is_fresh),
    Move("withdraw",  WAITING,   WITHDRAWN,  is_poster),
    Move("withdraw",  PUBLISHED, WITHDRAWN,  is_poster),
    Move("appeal",    DECLINED,  APPEALED,   is_poster,     ready=all_of(has_note, was_not_heard)),
    Move("appeal",    REMOVED,   APPEALED,   is_poster,     ready=all_of(has_note, was_not_heard)),
    Move("uphold",    APPEALED,  DECLINED,   may_hear,      ready=has_note),
    Move("grant",     APPEALED,  PUBLISHED,  may_hear,      ready=has_note),
)
# fmt: on

WORDS = {
    "publish": Words(label=_("Publish"), done=_("Published")),
    "decline": Words(
        label=_("Decline"), done=_("Declined"), note=_("Say why. Its author reads it.")
    ),
    "remove": Words(
        label=pgettext_lazy("contribution", "Remove"),
        done=_("Removed"),
        note=_("Say why. Its author reads it."),
    ),
    "edit": Words(label=_("Change"), done=_("Changed")),
    "withdraw": Words(label=_("Withdraw"), done=pgettext_lazy("contribution", "Withdrawn")),
    "appeal": Words(
        label=_("Appeal"),
        done=_("Appealed against"),
        note=_("Say what was overlooked. Another moderator looks at it, once."),
    ),
    "uphold": Words(
        label=_("Uphold the decision"),
        done=_("Decision upheld"),
        note=_("Say why. Its author reads it."),
    ),
    "grant": Words(
        label=_("Grant the appeal"),
        done=_("Appeal granted"),
        note=_("Say why. Its author reads it."),
    ),
}

POST_WORKFLOW = Workflow(*MOVES, words=WORDS)
