"""The components: what they say, to whom, and that nobody's text becomes markup."""

import re
from datetime import UTC, datetime

import pytest
from django import forms

from tests.explore.drawing import drawn, guide

EVIL = "<script>alert('x')</script>"


def test_the_strip_is_one_picture_with_a_label() -> None:
    strip = drawn('{% cotton strip :objectives="[4, 12]" / %}')
    assert 'role="img" aria-label="Objectives 4 and 12 of 23"' in strip
    assert strip.count("<i ") == 23
    assert strip.count(" on") == 2
    assert 'class="strip"' in strip


def test_a_large_strip_with_a_mapping_of_its_own() -> None:
    strip = drawn('{% cotton strip :objectives="[1]" :tables="own" large="yes" / %}', own={1: "r3"})
    assert 'class="strip large"' in strip
    assert '<i class="r3 on">1</i>' in strip


def test_the_tile_map_has_links_a_key_a_date_a_source_a_table_and_a_download() -> None:
    page = guide()
    assert 'title="State 1 of column 1: One review"' in page
    for words in (
        "Source: made up",
        "As of 23 November 2026",
        "The same as a table",
        "Download as CSV",
        "Skip the map",
    ):
        assert words in page
    assert re.search(r'<li class="x1 y1 v1"><a href="#"', page)


def test_the_line_marks_where_we_are() -> None:
    assert page_of_line().count('aria-current="step"') == 1


def page_of_line() -> str:
    line = re.search(r'<ol class="line".*?</ol>', guide(), re.DOTALL)
    assert line
    return line.group()


def test_a_field_ties_its_hint_and_its_error_to_the_control() -> None:
    page = guide()
    assert 'id="id_title_helptext"' in page
    assert 'id="id_title_error"' in page
    assert 'aria-describedby="id_title_helptext id_title_error"' in page
    assert 'aria-invalid="true"' in page


def test_what_is_not_required_says_so() -> None:
    labels = re.findall(r"<(?:label|legend)[^>]*>([^<]+)<span class=\"optional\">", guide())
    assert "People reached " in labels
    assert "Title " not in labels


def test_the_summary_takes_the_focus_and_leads_to_each_field() -> None:
    page = guide()
    assert 'class="problems" role="alert" tabindex="-1" autofocus' in page
    assert '<a href="#id_title">Title: This field is required.</a>' in page
    assert '<a href="#id_priority">' in page or '<a href="#id_priority_0">' in page


def test_the_title_of_a_page_with_errors_begins_with_error() -> None:
    assert re.search(r"<title>Error: Style guide – IMRF Portal</title>", guide())


def test_without_errors_there_is_no_summary() -> None:
    assert drawn('{% cotton error-summary :form="form" / %}', form=forms.Form()).strip() == ""


def test_errors_that_are_no_forms_can_be_listed() -> None:
    listed = drawn('{% cotton error-summary :errors="errors" / %}', errors=[("#q-1", "Too long")])
    assert '<a href="#q-1">Too long</a>' in listed


@pytest.mark.parametrize(
    "source",
    [
        "{% cotton tag %}{{ evil }}{% endcotton %}",
        '{% cotton notice title="{{ evil }}" %}{{ evil }}{% endcotton %}',
        '{% cotton card title="{{ evil }}" href="{{ evil }}" %}{{ evil }}{% endcotton %}',
        '{% cotton card :title="evil" :href="evil" / %}',
        '{% cotton button href="{{ evil }}" %}{{ evil }}{% endcotton %}',
        '{% cotton task title="{{ evil }}" owner="{{ evil }}" state="{{ evil }}" / %}',
        '{% cotton summary-row :label="evil" :href="evil" %}{{ evil }}{% endcotton %}',
        '{% cotton filters query="{{ evil }}" label="{{ evil }}" clear="{{ evil }}" / %}',
        '{% cotton data-table :caption="evil" / %}',
        '{% cotton cite :href="evil" %}{{ evil }}{% endcotton %}',
        '{% cotton field label="{{ evil }}" id="x" hint="{{ evil }}" error="{{ evil }}" / %}',
        '{% cotton error-summary :errors="errors" / %}',
        '{% cotton chips :chips="chips" / %}',
    ],
)
def test_nobodys_text_becomes_markup(source: str) -> None:
    chips = [{"label": EVIL, "href": EVIL}]
    html = drawn(source, evil=EVIL, errors=[(EVIL, EVIL)], chips=chips)
    assert EVIL not in html
    assert "&lt;script&gt;" in html


def test_a_chip_says_that_it_is_taken_away() -> None:
    chips = drawn('{% cotton chips :chips="chips" / %}', chips=[{"label": "Africa", "href": "?"}])
    assert '<span class="hidden">Remove </span>Africa' in chips


def test_a_change_link_says_what_it_changes() -> None:
    row = drawn('{% cotton summary-row label="Priority" href="/x/" %}High{% endcotton %}')
    assert 'Change<span class="hidden"> Priority</span>' in row


def test_pages_keep_the_rest_of_the_address() -> None:
    assert 'href="?page=3"' in guide()
    assert "Page 2 of 15" in guide()


def test_a_deadline_tells_the_browser_when_it_is() -> None:
    html = drawn(
        '{% cotton deadline :deadline="at" zone="America/New_York" / %}',
        at=datetime(2020, 3, 2, 4, 59, tzinfo=UTC),
    )
    assert 'datetime="2020-03-02T04:59:00+00:00"' in html
    assert "The date has passed" in html


def test_a_limit_of_more_than_a_thousand_words_stays_a_number() -> None:
    html = drawn('{% cotton field label="Text" id="text" :words="1200" / %}')
    assert 'data-word-limit="1200"' in html
