"""Amounts of money in the reader's words."""

from decimal import Decimal

from babel.numbers import format_currency, format_decimal

from compact.dates import locale


def figure(number: Decimal) -> str:
    """The number as the reader's language writes it, without idle zeros."""
    return str(format_decimal(number, locale=locale()))


def amount_in_words(amount: Decimal | None, currency: str) -> str:
    """The amount with its currency; a whole amount without decimals."""
    if amount is None:
        return ""
    if not currency:
        return figure(amount)
    is_whole = amount == amount.to_integral_value()
    return format_currency(
        amount.to_integral_value() if is_whole else amount,
        currency,
        format="#,##0 ¤¤" if is_whole else "#,##0.00 ¤¤",
        locale=locale(),
        currency_digits=False,
    )
