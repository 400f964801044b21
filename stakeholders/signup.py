"""Registration of somebody who was invited: the address is the one that got the mail."""

from typing import Any

from allauth.account.forms import SignupForm
from allauth.core import context


class PortalSignupForm(SignupForm):  # type: ignore[misc]
    """Its address cannot be changed where an invitation has already shown that it is theirs."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if invited := context.request.session.get("account_verified_email"):
            self.fields["email"].disabled = True
            self.fields["email"].initial = invited
            self.initial["email"] = invited
