"""The section of programmes: what the portal knows of the Migration MPTF, and what it does not."""

from django.urls import reverse
from django.utils.translation import gettext as _

from compact.models import FundArea
from desk.packs.sections import Matter, Section, absolute
from publication.paper.documents import Cell, Part, Table


def programmes_section(_matter: Matter) -> Section:
    """There are no programmes in the portal: the pack says so, and names the areas of the fund."""
    address = absolute(reverse("explore:fund"))
    areas = tuple(
        (Cell(str(area.number)), Cell(str(area.title))) for area in FundArea.objects.all()
    )
    table = Table(_("Thematic areas of the fund"), (_("Number"), _("Area")), areas, (1, 8))
    return Section(
        heading=_("Programmes of the Migration MPTF"),
        parts=[
            Part(
                "",
                _("The portal holds no programmes of the fund yet, so none are listed here."),
                address=address,
                table=table if areas else None,
            )
        ],
        address=address,
    )
