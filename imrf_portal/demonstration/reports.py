"""Made-up reports of regional rounds: entered answer by answer, attached as a document, or both."""

import tomllib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import cache
from random import Random

from django.core.files.base import ContentFile
from django.utils.translation import override

from compact.models import Region
from imrf_portal.demonstration.answers import EVERY_OBJECTIVE, Sketch, steps_of
from imrf_portal.demonstration.setting import Setting
from imrf_portal.demonstration.states import language_of
from imrf_portal.demonstration.words import DIRECTORY, Writer
from reviews.models import EarlierAnswer, EarlierReport, Question

LATEST = 2024
# By year: the States, and the forum whose questions the report answers.
REPORTS = {
    2020: ("CRI EGY KEN MEX PRT", 2022),
    LATEST: (
        "AGO BRA COL CRI ECU ETH GHA IDN JOR KAZ KEN MAR NPL PER PHL SLV THA UGA URY UZB ZMB",
        2026,
    ),
}
ONLY_A_DOCUMENT = {"NPL", "UGA"}
WITH_DOCUMENT = {"CRI", "KEN", *ONLY_A_DOCUMENT}
ENTERED_BY_THE_SECRETARIAT = {"AGO", "ETH", "GHA", "NPL", "UGA", "UZB"}
ON_THE_WHOLE = ("lead-body", "preparation", "consultations")
OBJECTIVES, PART = 8, "progress"


@cache
def titles() -> dict[str, str]:
    table = tomllib.loads((DIRECTORY / "reports.toml").read_text(encoding="utf-8"))
    return dict(table["title"])


def write(setting: Setting) -> None:
    """Write those that are missing."""
    present = set(EarlierReport.objects.values_list("country", "year"))
    regions = {
        country: region
        for region, country in Region.objects.order_by("-order").values_list("pk", "countries")
    }
    for year, (countries, forum) in REPORTS.items():
        for iso3 in countries.split():
            if (iso3, year) not in present and forum in setting.questions:
                report = _report(setting, iso3, year, regions.get(iso3))
                EarlierAnswer.objects.bulk_create(_answers(report, setting.questions[forum]))


def _report(setting: Setting, iso3: str, year: int, region: str | None) -> EarlierReport:
    focal_point = setting.users[f"focal.{iso3.lower()}@example.org"]
    is_theirs = iso3 in ENTERED_BY_THE_SECRETARIAT
    language = language_of(iso3)
    report = EarlierReport(
        country=setting.countries[iso3],
        region_id=region,
        year=year,
        title=titles()[language],
        language=language,
        entered_at=datetime(year, 11, 4, 15, 30, tzinfo=UTC),
        entered_by=setting.secretariat if is_theirs else focal_point,
    )
    if iso3 in WITH_DOCUMENT:
        report.name, report.media_type = f"regional-report-{iso3}-{year}.pdf", "application/pdf"
        report.file.save(report.name, ContentFile(_pdf(iso3, year)), save=False)
    report.save()
    return report


def _answers(report: EarlierReport, questions: Sequence[Question]) -> Iterator[EarlierAnswer]:
    if report.country_id in ONLY_A_DOCUMENT:
        return
    sketch = _sketch(report)
    objectives = set(sketch.chance.sample(sorted(EVERY_OBJECTIVE), OBJECTIVES))
    for question in questions:
        is_asked = question.key in ON_THE_WHOLE or (
            question.section.objective_id in objectives and question.key.endswith(PART)
        )
        steps = steps_of(question, sketch) if is_asked else []
        if steps:
            yield EarlierAnswer(report=report, question=question, **steps[-1].fields)


def _sketch(report: EarlierReport) -> Sketch:
    chance = Random(f"{report.country_id} {report.year} report")  # noqa: S311 - made up
    writer = Writer(report.language, range(report.year - 3, report.year), chance)
    with override(report.language):
        marker = writer.marker(str(report.country), report.year)
    return Sketch(
        writer=writer,
        marker=marker,
        objectives=EVERY_OBJECTIVE,
        begun_on=report.entered_at.date(),
        has_annex=False,
    )


def _pdf(iso3: str, year: int) -> bytes:
    """A page that says that it is made up."""
    words = f"Demonstration: this regional report ({iso3}, {year}) was made up."
    stream = f"BT /F1 14 Tf 72 720 Td ({words}) Tj ET"
    objects = [
        "<</Type /Catalog /Pages 2 0 R>>",
        "<</Type /Pages /Kids [3 0 R] /Count 1>>",
        "<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        "/Resources <</Font <</F1 5 0 R>>>>>>",
        f"<</Length {len(stream)}>>\nstream\n{stream}\nendstream",
        "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>",
    ]
    file = "%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(file))
        file += f"{number} 0 obj\n{content}\nendobj\n"
    start = len(file)
    file += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n"
    file += "".join(f"{place:010} 00000 n \n" for place in places)
    file += f"trailer\n<</Size {len(objects) + 1} /Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"
    return file.encode()
