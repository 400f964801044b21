"""The ways that a made-up practice can have gone: the moves that it has made so far."""

from imrf_portal.demonstration.states import BEING_PREPARED

REVIEWED = ("submit", "take in", "accept")
STRAIGHT = (*REVIEWED, "publish")
AT_A_SET_TIME = (*REVIEWED, "schedule", "release")
HELD_BACK = (*REVIEWED, "schedule", "hold back", "publish")
TO_REVISE = ("submit", "take in", "ask to revise")
REVISED = (*TO_REVISE, "resubmit", "accept", "publish")
REVISED_TWICE = (*TO_REVISE, "resubmit", "ask to revise", "resubmit", "accept", "publish")
SECOND_ROUND = (*TO_REVISE, "resubmit")
BACK_AGAIN = ("submit", "return")
RETURNED = (*BACK_AGAIN, *STRAIGHT)
TAKEN_BACK = ("submit", "take back")
TAKEN_BACK_FIRST = (*TAKEN_BACK, *STRAIGHT)
WITHDRAWN = ("submit", "take in", "withdraw")
WITHDRAWN_FIRST = (*WITHDRAWN, *STRAIGHT)
SCREENED_OUT = ("submit", "decline")
DECLINED = ("submit", "take in", "decline")
APPEALED = (*DECLINED, "appeal")
UPHELD = (*APPEALED, "uphold")
HEARD = (*APPEALED, "reopen", "accept", "publish")
CORRECTED = (*STRAIGHT, "correct")
ARCHIVED = (*STRAIGHT, "archive")
RESTORED = (*ARCHIVED, "restore")

# By forum and way: the texts, each by its language and its primary objective. Each text is told
# twice at the most, the second time with another title and other figures.
STORIES: dict[int, dict[tuple[str, ...], str]] = {
    2022: {
        STRAIGHT: "en1 en2 en4 en6 en7 en10 en13 en15 en18 en21 fr4 fr8 es5 es12 pt3 ru6 ar10 ar13"
        " zh14",
        AT_A_SET_TIME: "en12 fr19 ru11",
        REVISED: "en5 en9 en22 es17 pt16 ar18 zh7",
        RETURNED: "en3 fr2",
        TAKEN_BACK_FIRST: "es15",
        WITHDRAWN_FIRST: "pt20",
        CORRECTED: "en23 ru18",
        ARCHIVED: "en20",
        RESTORED: "es7",
        DECLINED: "zh2",
    },
    2026: {
        STRAIGHT: "en7 en8 en13 en14 en16 en17 fr8 fr14 fr21 es4 es22 pt5 pt17 ru1 ru9 ar6 ar23"
        " zh12 zh18",
        AT_A_SET_TIME: "en20 pt8 ar15",
        REVISED: "en1 en11 es5 fr16 ru22 ar10 zh19",
        REVISED_TWICE: "en19",
        RETURNED: "en10 pt11",
        CORRECTED: "es12 ru3",
        HELD_BACK: "ar20",
        HEARD: "ru6",
        ARCHIVED: "pt3",
        SCREENED_OUT: "zh14",
        DECLINED: "zh13",
        UPHELD: "en9",
    },
    BEING_PREPARED: {
        STRAIGHT: "fr21 zh2",
        REVISED: "ar18",
        AT_A_SET_TIME: "es17",
        (): "en5 en17 fr16 ru1",
        BACK_AGAIN: "en22",
        TAKEN_BACK: "es22",
        WITHDRAWN: "pt16",
        ("submit",): "en2 en11 fr2 es7 ru9 zh7",
        ("submit", "take in"): "en3 en15 en18 fr4 en12 en6 es15",
        SECOND_ROUND: "ar13",
        TO_REVISE: "en16 pt11",
        REVIEWED: "en19 ru18",
        (*REVIEWED, "schedule"): "en8",
        SCREENED_OUT: "zh13",
        DECLINED: "pt20",
        APPEALED: "en21",
    },
}
