"""Why somebody is suggested, or what speaks against it: kept as a code, read as a sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from compact.dates import listed


class Why(Enum):
    UN_MISSING = "un-missing"
    EXTERNAL_MISSING = "external-missing"
    LANGUAGE = "language"
    NO_LANGUAGE = "no-language"
    PRIMARY_OBJECTIVE = "primary-objective"
    OBJECTIVES = "objectives"
    NO_OBJECTIVE = "no-objective"
    READ_BEFORE = "read-before"
    LOAD = "load"
    REGION = "region"
    GENDER = "gender"


WORDS: Mapping[Why, Promise] = {
    Why.UN_MISSING: _("The round still lacks a reviewer of the United Nations."),
    Why.EXTERNAL_MISSING: _("The round still lacks an external reviewer."),
    Why.LANGUAGE: _("Reads the language of the practice."),
    Why.NO_LANGUAGE: _("Does not read the language of the practice."),
    Why.PRIMARY_OBJECTIVE: _("Knows its primary objective: %(values)s."),
    Why.OBJECTIVES: _("Knows its further objectives: %(values)s."),
    Why.NO_OBJECTIVE: _("Has named none of its objectives."),
    Why.READ_BEFORE: _("Reviewed it in an earlier round."),
    Why.LOAD: _("Reviews taken this semester, and at most: %(values)s."),
    Why.REGION: _("Comes from a region that the round has not: %(values)s."),
    Why.GENDER: _("Brings the round nearer to a balance of genders."),
}


@dataclass(frozen=True)
class Reason:
    why: Why
    values: tuple[str, ...] = ()

    def __str__(self) -> str:
        if self.why == Why.LOAD:
            return _words_of_load(*self.values)
        return str(WORDS[self.why]) % {"values": listed(self.values)}

    @property
    def code(self) -> str:
        """What is kept of it: “objectives:3,7”."""
        return ":".join(part for part in (self.why.value, ",".join(self.values)) if part)


def reason_of(code: str) -> Reason | None:
    """The reason that was kept; None where the portal no longer knows it."""
    name, _colon, values = code.partition(":")
    known = {why.value: why for why in Why}
    if name not in known:
        return None
    return Reason(known[name], tuple(values.split(",")) if values else ())


def _words_of_load(taken: str, most: str) -> str:
    return _("Has taken %(taken)s of at most %(most)s reviews this semester.") % {
        "taken": taken,
        "most": most,
    }
