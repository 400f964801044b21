"""What people type into a number, a date, a text: read, or refused in words."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from publication.drafts.fields import (
    PlainDay,
    PlainNumber,
    PlainText,
    currencies,
    currency_codes,
    plain,
)
from publication.text import count_characters

number = PlainNumber(required=False)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("1250.5", "1250.5"),
        (" 5 000 000 ", "5000000"),
        ("5\u202f000\u00a0000", "5000000"),
        ("-12", "-12"),
        ("007", "7"),
        ("1.50", "1.5"),
        ("٥٠٠٠", "5000"),
        ("٥٠٠٫٥", "500.5"),
        ("१२", "12"),
        ("9999999999999999.99", "9999999999999999.99"),
    ],
)
def test_a_number_is_read_in_the_digits_of_any_script(typed: str, read: str) -> None:
    assert number.clean(typed) == Decimal(read)


@pytest.mark.parametrize(
    "typed",
    ["1e400", "1E9", "about five million", "NaN", "Infinity", "-", ".", "1.", ".5", "--3", "1,000",
     "5.000.000", "²", "½", "Ⅻ", "一千", "0x10", "1_000", "+5"],
)  # fmt: skip
def test_what_is_no_plain_number_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError, match="Write the number in digits"):
        number.clean(typed)


def test_a_number_that_the_column_cannot_hold_is_refused_in_its_own_words() -> None:
    with pytest.raises(ValidationError, match="too large"):
        number.clean("1" + "0" * 16)
    with pytest.raises(ValidationError, match="two digits"):
        number.clean("1.234")


def test_a_blank_is_no_number() -> None:
    assert number.clean("") is None
    assert number.clean("   ") is None
    assert number.clean(None) is None


@given(st.text())
def test_no_text_breaks_the_field_of_a_number(typed: str) -> None:
    try:
        read = number.clean(typed)
    except ValidationError:
        return
    assert read is None or abs(read) < 10**16


@given(st.decimals(min_value=-(10**15), max_value=10**15, places=2))
def test_a_number_that_is_shown_is_read_again_as_the_same(value: Decimal) -> None:
    assert number.clean(plain(value)) == value


def test_numbers_are_shown_as_one_types_them() -> None:
    shown = [plain(Decimal(text)) for text in ("5000000.00", "0.50", "-3.10", "100", "1E+3")]
    assert shown == ["5000000", "0.5", "-3.1", "100", "1000"]
    assert plain(None) == ""


def test_a_day_is_read_as_year_month_day() -> None:
    assert PlainDay().clean("2027-12-31") == date(2027, 12, 31)
    assert PlainDay().clean("") is None


@pytest.mark.parametrize("typed", ["next spring", "31/12/2027", "2027-02-30", "2027", "0000-01-01"])
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError, match="year, month, day"):
        PlainDay().clean(typed)


def test_the_browser_is_not_given_a_date_field_for_what_it_would_throw_away() -> None:
    widget = PlainDay().widget
    assert 'type="text"' in widget.render("due", "next spring")
    assert 'value="next spring"' in widget.render("due", "next spring")
    for kept in ("", "2027-12-31", date(2027, 12, 31)):
        assert 'type="date"' in widget.render("due", kept)
    assert 'value="2027-12-31"' in widget.render("due", date(2027, 12, 31))


@given(st.text(alphabet=st.characters(exclude_characters="\x00", exclude_categories=["Cs"])))
def test_a_text_is_kept_with_the_length_that_was_counted(typed: str) -> None:
    """As the browser counts it: line ends as one, blanks at the ends left out."""
    assert count_characters(PlainText().clean(typed)) == count_characters(typed)


def test_currencies_are_those_of_today_with_names_in_the_reader_s_language() -> None:
    codes = currency_codes()
    assert {"USD", "EUR", "CRC", "XOF", "CNY", "GBP"} <= set(codes)
    assert not {"DEM", "FRF", "ITL", "XAU", "XXX"} & set(codes)
    assert codes == sorted(codes)
    with override("es"):
        assert dict(currencies())["USD"] == "USD – dólar estadounidense"
    with override("zh-hans"):
        assert dict(currencies())["USD"] == "USD – 美元"
