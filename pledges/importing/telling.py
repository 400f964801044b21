"""Those who speak for an organisation are told what was published in its name: once a file."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from notices.models import Notice
from pledges.models import ImportRun, Pledge
from stakeholders.choices import SPEAKERS
from stakeholders.models import Organisation, User

KIND = "pledges.brought-in"
MOST_NAMED = 50


def notices_of(run: ImportRun, pledges: Iterable[Pledge]) -> Iterator[Notice]:
    by_maker: dict[Organisation, list[str]] = defaultdict(list)
    for pledge in pledges:
        by_maker[pledge.organisation].append(f"{pledge.code} {pledge.title}")
    for organisation, named in by_maker.items():
        more = ["…"] if len(named) > MOST_NAMED else []
        for person in User.objects.holding(*SPEAKERS, at=organisation):
            yield Notice(
                key=f"{KIND}:{run.pk}:{organisation.pk}:{person.pk}",
                kind=KIND,
                recipient=person,
                context={
                    "organisation": str(organisation),
                    "pledges": "\n".join([*named[:MOST_NAMED], *more]),
                },
            )
