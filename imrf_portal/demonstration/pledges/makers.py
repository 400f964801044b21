"""Who makes pledges, how often, and in which language."""

from compact.models.participation import MEMBER_STATE, UN_ENTITY
from imrf_portal.demonstration import states
from imrf_portal.demonstration.organisations import (
    CIVIL_SOCIETY,
    ORGANISATIONS,
    SECRETARIAT,
    UN_AGENCY,
    Made,
)

# How often each pledges in comparison: about half of all pledges are made by States.
OF_A_STATE, OF_UN_ENTITY, OF_ANOTHER = 2, 8, 4
# So that no language has but a handful.
IN_ANOTHER_LANGUAGE = 7
MORE_OFTEN = {UN_AGENCY: 14, CIVIL_SOCIETY: 10}


def is_state(maker: str) -> bool:
    return maker not in ORGANISATIONS


def language_of(maker: str) -> str:
    return states.language_of(maker) if is_state(maker) else ORGANISATIONS[maker].language


def type_of(maker: str) -> str:
    return MEMBER_STATE if is_state(maker) else ORGANISATIONS[maker].type


def weights() -> dict[str, int]:
    """Every maker, States by their code, in one order."""
    found = dict.fromkeys(sorted(states.everywhere()), OF_A_STATE)
    for name, made in ORGANISATIONS.items():
        if name != SECRETARIAT:
            found[name] = MORE_OFTEN.get(name, _usual(made))
    return found


def _usual(made: Made) -> int:
    if made.type == UN_ENTITY:
        return OF_UN_ENTITY
    return OF_ANOTHER if made.language == "en" else IN_ANOTHER_LANGUAGE
