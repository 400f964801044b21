"""The Secretariat mends what somebody wrote of an organisation. It is decided on the desk."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from stakeholders.models import Organisation
from stakeholders.record import acting


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin[Organisation]):
    list_display = ("name", "type", "country", "standing")
    list_filter = ("standing", "type")
    list_select_related = ("type", "country")
    search_fields = ("name",)
    fields = ("name", "type", "country", "website", "standing")
    readonly_fields = ("standing",)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if isinstance(db_field, models.URLField):
            kwargs["assume_scheme"] = "https"
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: Organisation | None = None) -> Any:
        """What a Member State is, follows from the reference data."""
        if obj and obj.is_member_state:
            return ("name", "type", "country", "standing")
        return self.readonly_fields

    def save_model(self, request: HttpRequest, obj: Organisation, form: Any, change: bool) -> None:
        with acting(request.user, "mend"):  # type: ignore[arg-type]  # who is here is signed in
            super().save_model(request, obj, form, change)
