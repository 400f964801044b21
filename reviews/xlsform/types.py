"""The types of XLSForm beside the kinds of the portal."""

import re
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reviews.choices import QuestionKind

ANY_FILE = _("A file of any kind can be attached.")
AS_TEXT = _("It is asked as a short text.")
SIMPLE: dict[str, tuple[QuestionKind, Promise | str]] = {
    "text": (QuestionKind.SHORT_TEXT, ""),
    "string": (QuestionKind.SHORT_TEXT, ""),
    "integer": (QuestionKind.NUMBER, _("A number with decimals is accepted too.")),
    "int": (QuestionKind.NUMBER, _("A number with decimals is accepted too.")),
    "decimal": (QuestionKind.NUMBER, ""),
    "range": (QuestionKind.NUMBER, _("The steps of the range are not kept.")),
    "date": (QuestionKind.DATE, ""),
    "datetime": (QuestionKind.DATE, _("The day is asked without the time.")),
    "time": (QuestionKind.SHORT_TEXT, AS_TEXT),
    "barcode": (QuestionKind.SHORT_TEXT, AS_TEXT),
    "phone number": (QuestionKind.SHORT_TEXT, AS_TEXT),
    "phonenumber": (QuestionKind.SHORT_TEXT, AS_TEXT),
    "geopoint": (QuestionKind.SHORT_TEXT, AS_TEXT),
    "geotrace": (QuestionKind.SHORT_TEXT, AS_TEXT),
    "geoshape": (QuestionKind.SHORT_TEXT, AS_TEXT),
    "gps": (QuestionKind.SHORT_TEXT, AS_TEXT),
    "location": (QuestionKind.SHORT_TEXT, AS_TEXT),
    "file": (QuestionKind.FILE, ""),
    "image": (QuestionKind.FILE, ANY_FILE),
    "photo": (QuestionKind.FILE, ANY_FILE),
    "audio": (QuestionKind.FILE, ANY_FILE),
    "video": (QuestionKind.FILE, ANY_FILE),
    "acknowledge": (QuestionKind.YES_NO, _("It is asked as a question with yes and no.")),
    "trigger": (QuestionKind.YES_NO, _("It is asked as a question with yes and no.")),
}
OF_LIST = re.compile(
    r"^(select[_ ]one|select[_ ]multiple|select one from|select all that apply from"
    r"|select all that apply|rank)(?:\s+(\S+?))?(\s+or[_ ](?:specify[_ ])?other)?$",
    re.IGNORECASE,
)
ONE, SEVERAL, RANK = QuestionKind.ONE_OF, QuestionKind.ANY_OF, QuestionKind.RANK
BEGIN_GROUP = re.compile(r"^begin[_ ]group$", re.IGNORECASE)
END_GROUP = re.compile(r"^end[_ ]group$", re.IGNORECASE)
BEGIN_REPEAT = re.compile(r"^begin[_ ](?:repeat|loop.*)$", re.IGNORECASE)
END_REPEAT = re.compile(r"^end[_ ](?:repeat|loop)$", re.IGNORECASE)
NOTE = "note"


@dataclass(frozen=True)
class Type:
    """A kind of question; `loss` says what of the type is not kept."""

    kind: QuestionKind
    list_name: str = ""
    has_other: bool = False
    loss: Promise | str = ""


def type_in(text: str) -> Type | None:
    """None where the portal has no such question."""
    plain = " ".join(text.split())
    found = OF_LIST.match(plain)
    if found is not None and found[2]:
        word = found[1].casefold().replace("_", " ")
        kind = RANK if word == "rank" else ONE if word.startswith("select one") else SEVERAL
        return Type(kind, found[2], has_other=bool(found[3]))
    simple = SIMPLE.get(plain.casefold())
    return Type(simple[0], loss=simple[1]) if simple else None
