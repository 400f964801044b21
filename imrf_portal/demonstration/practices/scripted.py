"""What of the made-up practices is set down one by one: the tour, the calls, the open rounds."""

from collections.abc import Mapping
from dataclasses import dataclass

from imrf_portal.demonstration.organisations import CIVIL_SOCIETY, DIASPORA, UN_AGENCY
from imrf_portal.demonstration.states import BEING_PREPARED
from practices.choices import AssignmentState, Belonging

UN, EXTERNAL = Belonging.UN, Belonging.EXTERNAL
INVITED, ACCEPTED = AssignmentState.INVITED, AssignmentState.ACCEPTED
REVIEWED, REFUSED = AssignmentState.REVIEWED, AssignmentState.DECLINED
LAPSED, CALLED_OFF = AssignmentState.LAPSED, AssignmentState.CALLED_OFF

FIRST_REVIEWER = "reviewer1"

# By forum and text: whose practice it is, where that is not left to chance.
MAKERS: Mapping[tuple[int, str], str] = {
    (2022, "en7"): CIVIL_SOCIETY,
    (2022, "en10"): UN_AGENCY,
    (2022, "en23"): "Demonstration Regional Office of the United Nations",
    (2026, "es4"): "CRI",
    (2026, "en17"): CIVIL_SOCIETY,
    (2026, "en14"): "PHL",
    (2026, "en19"): DIASPORA,
    (BEING_PREPARED, "en17"): CIVIL_SOCIETY,
    (BEING_PREPARED, "en16"): CIVIL_SOCIETY,
    (BEING_PREPARED, "en22"): UN_AGENCY,
    (BEING_PREPARED, "en15"): "Demonstration Relief Society",
    (BEING_PREPARED, "en18"): "KEN",
    (BEING_PREPARED, "en12"): "IRL",
    (BEING_PREPARED, "en6"): "BGD",
}
CALLS: Mapping[tuple[int, str], str] = {
    **{(2026, text): "towns" for text in ("en16", "en17", "fr16", "pt17", "ar15")},
    **{(BEING_PREPARED, text): "climate" for text in ("en2", "fr2", "zh2")},
    **{(BEING_PREPARED, text): "children" for text in ("es7", "zh7", "en12", "ar13")},
}


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A reviewer who is asked. `level` is about where the scores lie, `who` a certain reviewer."""

    side: Belonging
    state: AssignmentState = REVIEWED
    level: float = 0.0
    is_further: bool = False
    who: str = ""


def _in(side: Belonging, level: float) -> Plan:
    return Plan(side=side, level=level)


# Of the rounds that are open: who was asked, what became of it, and how many days ago it began.
OPEN_ROUNDS: Mapping[str, tuple[int, tuple[Plan, ...]]] = {
    "en3": (3, ()),
    "en15": (
        4,
        (
            Plan(side=UN, state=INVITED),
            Plan(side=EXTERNAL, state=INVITED, who=FIRST_REVIEWER),
            Plan(side=EXTERNAL, state=INVITED),
        ),
    ),
    "en18": (
        16,
        (
            Plan(side=UN, state=ACCEPTED),
            Plan(side=EXTERNAL, state=ACCEPTED, who=FIRST_REVIEWER),
            Plan(side=EXTERNAL, state=REFUSED),
            Plan(side=EXTERNAL, state=LAPSED),
            Plan(side=EXTERNAL, state=INVITED),
        ),
    ),
    "fr4": (33, (_in(UN, 4.1), _in(EXTERNAL, 3.7), Plan(side=EXTERNAL, state=ACCEPTED))),
    "en12": (35, (_in(UN, 4.3), _in(EXTERNAL, 3.9), _in(EXTERNAL, 4.6))),
    "en6": (
        34,
        (
            _in(UN, 4.5),
            _in(EXTERNAL, 4.2),
            _in(EXTERNAL, 2.0),
            Plan(side=EXTERNAL, state=INVITED, is_further=True),
        ),
    ),
    "es15": (
        48,
        (
            _in(UN, 2.2),
            _in(EXTERNAL, 4.4),
            _in(EXTERNAL, 4.1),
            Plan(side=EXTERNAL, level=3.9, is_further=True),
        ),
    ),
    "ar13": (
        14,
        (
            _in(UN, 4.4),
            Plan(side=EXTERNAL, state=ACCEPTED),
            Plan(side=EXTERNAL, state=ACCEPTED),
        ),
    ),
}
