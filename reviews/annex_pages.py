"""The annexes of a version as its page shows them: what was kept with it, and nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from publication.versions import Version
from reviews.carrying import annex as carried
from reviews.consulting import annex as consulted

ANNEXES = (
    ("whole-of-society", _("Whole-of-society annex"), "annex_consultations", consulted.annex_of),
    ("changes-since", _("Changes since the earlier review"), "annex_carried", carried.annex_of),
)


@dataclass(frozen=True)
class AnnexPage:
    """`key` is its anchor; `annex` is what its template is given."""

    key: str
    title: str | Promise
    template: str
    annex: Any


def annexes_of(version: Version) -> Iterator[AnnexPage]:
    for key, title, name, read in ANNEXES:
        annex = read(version.content)
        if annex is not None:
            yield AnnexPage(key, title, f"reviews/parts/{name}.html", annex)
