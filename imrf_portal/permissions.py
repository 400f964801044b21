"""The administration pages: who enters, and what the Secretariat may do there by its role."""

import rules
from django.contrib import admin
from django.contrib.auth import get_permission_codename
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from compact import models as compact
from stakeholders.rules import is_secretariat

EDITED_BY_THE_SECRETARIAT = (
    compact.Champion,
    compact.Country,
    compact.Cycle,
    compact.Document,
    compact.FundArea,
    compact.GuidingPrinciple,
    compact.Milestone,
    compact.Objective,
    compact.Region,
    compact.RoundTable,
    compact.RoundTableObjective,
    compact.StakeholderType,
)

rules.add_perm("compact", is_secretariat)
for model in EDITED_BY_THE_SECRETARIAT:
    for verb in ("view", "add", "change", "delete"):
        rules.add_perm(f"compact.{get_permission_codename(verb, model._meta)}", is_secretariat)

# What somebody wrote of an organisation can be mended; it comes in and is decided on the desk.
rules.add_perm("stakeholders", is_secretariat)
for verb in ("view", "change"):
    rules.add_perm(f"stakeholders.{verb}_organisation", is_secretariat)


def may_enter(request: HttpRequest) -> bool:
    user = request.user
    return user.is_active and (user.is_staff or is_secretariat(user))


admin.site.site_header = admin.site.site_title = _("IMRF Portal: administration")
admin.site.has_permission = may_enter  # type: ignore[method-assign]
