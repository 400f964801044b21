"""How the sections of a review look."""

from django import template

from reviews.choices import SectionState

register = template.Library()

SECTION_KINDS = {
    SectionState.NOT_STARTED: "",
    SectionState.IN_PROGRESS: "sea",
    SectionState.COMPLETE: "good",
}


@register.filter
def section_kind(state: SectionState) -> str:
    return SECTION_KINDS[state]
