"""Every page of the desk is tried by each kind of visitor, and a pair that nobody named fails."""

from http import HTTPStatus

from django.test import Client

from stakeholders.models import User

SEEN, MISSING = HTTPStatus.OK, HTTPStatus.NOT_FOUND


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def statuses(address: str, people: dict[str, User]) -> dict[str, int]:
    """What each person gets at the address; `nobody` is led to sign in and comes back."""
    response = Client().get(address)
    assert response.status_code == HTTPStatus.FOUND
    assert response["Location"].endswith(f"next={address}")
    return {name: signed_in(user).get(address).status_code for name, user in people.items()}
