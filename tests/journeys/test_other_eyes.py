"""What the system of the reader asks for: its own colours, and no motion."""

import pytest

from tests.journeys.conftest import Come

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

PAGES = ("/en/", "/en/countries/", "/en/reviews/REV-2022-CRI/")
MOVING = """() => [...document.querySelectorAll('*')].filter((element) => {
    const style = getComputedStyle(element);
    const lasts = (times) => times.split(',').some((time) => parseFloat(time) > 0.01);
    return lasts(style.transitionDuration) || lasts(style.animationDuration)
        || style.scrollBehavior === 'smooth';
}).map((element) => element.outerHTML.slice(0, 200))"""
LOOKS = """(place) => [...document.querySelectorAll(place)].map((element) => {
    const style = getComputedStyle(element);
    return [style.borderBlockStartStyle, style.borderBlockStartWidth, style.fontWeight].join(' ');
})"""


def test_in_the_colours_of_the_system(come: Come) -> None:
    """Not by colour alone. (axe takes the colours of the style sheet for those on the screen.)"""
    reader = come(forced_colors="active")
    reader.page.goto("/en/reviews/REV-2022-CRI/")
    filled = set(reader.page.evaluate(LOOKS, ".strip .on"))
    empty = set(reader.page.evaluate(LOOKS, ".strip :not(.on)"))
    assert filled
    assert empty
    assert not filled & empty
    reader.page.goto("/en/accounts/login/")
    assert reader.page.evaluate(LOOKS, "main .button")[0].startswith("solid 1px")


def test_without_motion(come: Come) -> None:
    reader = come(reduced_motion="reduce")
    for page in PAGES:
        reader.open(page)
        assert reader.page.evaluate(MOVING) == []
