"""The pledges whose part is set down one by one: what the tour shows, and the queue of 2030."""

from dataclasses import dataclass

from imrf_portal.demonstration.organisations import CITY_COUNCIL as CITY
from imrf_portal.demonstration.organisations import CIVIL_SOCIETY as CIVIL
from imrf_portal.demonstration.organisations import CREDIT_UNIONS, DIASPORA
from imrf_portal.demonstration.organisations import UN_AGENCY as UN
from imrf_portal.demonstration.states import (
    AT_A_SET_TIME,
    BEING_PREPARED,
    RETURNED,
    STRAIGHT,
    TAKEN_BACK,
)
from pledges.choices import PartnerState, PledgeKind, Stage

ACCEPTED, INVITED, DECLINED, LEFT = (
    PartnerState.ACCEPTED,
    PartnerState.INVITED,
    PartnerState.DECLINED,
    PartnerState.LEFT,
)
DRAFT: tuple[str, ...] = ()
SUBMITTED = ("submit",)
UNDER_REVIEW = ("submit", "take up")
BACK_AGAIN = ("submit", "take up", "return")
SCHEDULED = ("submit", "take up", "schedule")
Partners = tuple[tuple[str, PartnerState], ...]


@dataclass(frozen=True, kw_only=True)
class Part:
    """What is set of one pledge; what is not is left to chance."""

    maker: str = ""
    language: str = ""
    theme: int = 0
    kind: PledgeKind | None = None
    moves: tuple[str, ...] | None = None
    stage: Stage | None = None
    silent: int | None = None
    partners: Partners = ()
    text: str = ""


def _in_queue(moves: tuple[str, ...], maker: str, theme: int, partners: Partners = ()) -> Part:
    kind = PledgeKind.PARTNERSHIP if partners else PledgeKind.INDIVIDUAL
    return Part(
        maker=maker, theme=theme, moves=moves, partners=partners, kind=kind, stage=Stage.PLANNING
    )


def _alone(maker: str, stage: Stage, silent: int | None = None) -> Part:
    return Part(maker=maker, kind=PledgeKind.INDIVIDUAL, stage=stage, silent=silent)


# Of the forum that is being prepared, in the order of their numbers.
QUEUE = (
    _in_queue(DRAFT, "CRI", 12, (("MEX", INVITED), (CITY, ACCEPTED))),
    _in_queue(BACK_AGAIN, CIVIL, 17),
    _in_queue(SUBMITTED, "MEX", 20),
    _in_queue(UNDER_REVIEW, UN, 1),
    _in_queue(STRAIGHT, CIVIL, 7),
    _in_queue(DRAFT, UN, 23),
    _in_queue(SUBMITTED, "PHL", 6, ((UN, INVITED), ("Demonstration University", ACCEPTED))),
    _in_queue(UNDER_REVIEW, "CRI", 15, ((UN, ACCEPTED),)),
    Part(maker=DIASPORA, moves=SUBMITTED, kind=PledgeKind.INDIVIDUAL, text="savings-again"),
    Part(maker=DIASPORA, moves=UNDER_REVIEW, kind=PledgeKind.INDIVIDUAL, text="savings"),
    _in_queue(AT_A_SET_TIME, "CRI", 4),
    _in_queue(SCHEDULED, "MEX", 21),
    _in_queue(BACK_AGAIN, "MAR", 18),
    _in_queue(TAKEN_BACK[:2], "KGZ", 3),
    _in_queue(SUBMITTED, "SEN", 9),
    _in_queue(SUBMITTED, CIVIL, 13),
    _in_queue(UNDER_REVIEW, "KAZ", 13),
    _in_queue(UNDER_REVIEW, "EGY", 8, (("JOR", ACCEPTED), (UN, DECLINED))),
    _in_queue(SCHEDULED, "Ville de démonstration", 16),
    _in_queue(STRAIGHT, "MEX", 14),
    _in_queue(RETURNED, UN, 10, (("KEN", ACCEPTED), ("FJI", DECLINED))),
    _in_queue(STRAIGHT, "CHN", 19),
    _in_queue(DRAFT, "FJI", 2),
    _in_queue(DRAFT, "Universidade de Demonstração", 5),
    _in_queue(STRAIGHT, "Universidade de Demonstração", 11),
    _in_queue(BACK_AGAIN, CITY, 15),
    _in_queue(SUBMITTED, "Демонстрационное объединение работодателей", 6),
    _in_queue(UNDER_REVIEW, "شبكة العرض التوضيحي للنقابات", 23),
    _in_queue(AT_A_SET_TIME, "Demonstration Forum of Migrant Workers", 16),
    _in_queue(DRAFT, CIVIL, 22, ((UN, INVITED),)),
)
SCRIPTED = {
    "PLG-2022-0147": Part(
        maker="CRI",
        language="en",
        kind=PledgeKind.PARTNERSHIP,
        moves=("submit", "take up", "return", "submit", "take up", "publish", "correct"),
        stage=Stage.IN_PROGRESS,
        silent=1,
        partners=((CITY, ACCEPTED), (UN, ACCEPTED), (CIVIL, LEFT), ("PAN", DECLINED)),
        text="border-desks",
    ),
    "PLG-2022-0093": Part(
        maker="MEX",
        language="en",
        kind=PledgeKind.COMMON,
        moves=STRAIGHT,
        stage=Stage.FULFILLED,
        silent=5,
        partners=(("COL", ACCEPTED), ("ECU", ACCEPTED), ("PER", ACCEPTED), ("ESP", ACCEPTED)),
        text="nursing-diplomas",
    ),
    "PLG-2026-0021": Part(
        maker=CREDIT_UNIONS,
        kind=PledgeKind.INDIVIDUAL,
        moves=STRAIGHT,
        stage=Stage.PLANNING,
        silent=14,
        text="two-corridors",
    ),
    "PLG-2022-0012": _alone(CIVIL, Stage.IN_PROGRESS, silent=13),
    "PLG-2022-0055": _alone(UN, Stage.IN_PROGRESS, silent=26),
    "PLG-2022-0118": _alone("CRI", Stage.IN_PROGRESS, silent=15),
    "PLG-2022-0201": _alone("MEX", Stage.FULFILLED, silent=8),
    "PLG-2026-0040": _alone(CIVIL, Stage.IN_PROGRESS),
    "PLG-2026-0064": _alone("MEX", Stage.PLANNING),
    "PLG-2026-0077": _alone("CRI", Stage.IN_PROGRESS),
    "PLG-2026-0119": Part(maker="FJI", moves=DRAFT),
    "PLG-2026-0120": Part(maker=DIASPORA, moves=DRAFT),
    **{f"PLG-{BEING_PREPARED}-{n:04}": part for n, part in enumerate(QUEUE, 1)},
}
