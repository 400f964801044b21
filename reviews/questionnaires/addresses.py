"""Keys become a part of addresses: those that are taken by a page of the portal cannot be keys."""

from django.urls import Resolver404, resolve, reverse

ANY = "any"


def is_taken_by_a_page(key: str, *, of_section: bool) -> bool:
    """Whether the address that a section or a question would have leads somewhere else."""
    places = [("review_desk:section", [ANY, key])]
    if not of_section:
        places = [
            ("reviews:answer", [ANY, key]),
            ("review_desk:answer", [ANY, ANY, key]),
            ("review_desk:answer_history", [ANY, ANY, key]),
        ]
    return any(_leads_elsewhere(name, arguments) for name, arguments in places)


def _leads_elsewhere(name: str, arguments: list[str]) -> bool:
    try:
        return resolve(reverse(name, args=arguments)).view_name != name
    except Resolver404:
        return True
