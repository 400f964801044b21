"""The Secretariat's pages for the reference data: facts first, then texts, a group a language."""

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import models
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language_info, gettext, ngettext
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname

from compact.models import (
    Champion,
    Country,
    Cycle,
    Document,
    FundArea,
    GuidingPrinciple,
    Milestone,
    Objective,
    Region,
    RoundTable,
    RoundTableObjective,
    StakeholderType,
)
from compact.models.reference import ReferenceRow
from compact.reference import edited_fields, follow_again

ONE_LINE = 100
Fieldsets = list[tuple[Any, dict[str, Any]]]


@admin.action(description=_("Let the reference data change these again"), permissions=["change"])
def let_go(modeladmin: Any, request: HttpRequest, rows: models.QuerySet[ReferenceRow]) -> None:
    """What was edited here stays as it is until the next load, and may then be overwritten."""
    for row in rows:
        follow_again(row)
    told = ngettext(
        "%d row follows the reference data again.",
        "%d rows follow the reference data again.",
        len(rows),
    )
    modeladmin.message_user(request, told % len(rows), messages.SUCCESS)


class ReferenceAdmin(admin.ModelAdmin[Any]):
    """`facts` have no language, `texts` have one each. What a row is `known_by` is set once."""

    facts: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    known_by: tuple[str, ...] = ()
    description: str | Promise = ""
    actions = [let_go]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        about_the_row = [*self.facts, "edited_here"] if obj else [*self.facts]
        groups: Fieldsets = [(None, {"fields": about_the_row, "description": self.description})]
        return groups + [text_group(code, name, self.texts) for code, name in settings.LANGUAGES]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["edited_here", *(self.known_by if obj else ())]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """A text is written in its own direction, and read aloud in its own language."""
        if isinstance(db_field, models.URLField):
            kwargs["assume_scheme"] = "https"
        elif (db_field.max_length or 0) > ONE_LINE and not db_field.choices:
            kwargs["widget"] = AdminTextareaWidget(attrs={"rows": 2})
        formfield = super().formfield_for_dbfield(db_field, request, **kwargs)
        if formfield is not None and (language := getattr(db_field, "language", None)):
            is_rtl = get_language_info(language)["bidi"]
            formfield.widget.attrs |= {"lang": language, "dir": "rtl" if is_rtl else "ltr"}
        return formfield

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The next load would bring a row of the reference data back; what people added may go."""
        return super().has_delete_permission(request, obj) and not (obj and obj.seeded)

    @admin.display(description=_("edited here"))
    def edited_here(self, row: ReferenceRow) -> str:
        return ", ".join(edited_fields(row)) or gettext("nothing")


def text_group(code: str, name: str, texts: tuple[str, ...]) -> tuple[str, dict[str, Any]]:
    fields = [build_localized_fieldname(text, code) for text in texts]
    folded = [] if code == settings.LANGUAGE_CODE else ["collapse"]
    return name, {"fields": fields, "classes": folded}


class ClosedAdmin(ReferenceAdmin):
    """A list closed by the Compact or by the United Nations: its words can change, not its rows."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Objective)
class ObjectiveAdmin(ClosedAdmin):
    facts = known_by = ("number",)
    texts = ("short_label", "title")
    list_display = ("number", "short_label", "title")
    list_display_links = ("number", "short_label")


@admin.register(GuidingPrinciple)
class GuidingPrincipleAdmin(ClosedAdmin):
    facts = known_by = ("number",)
    texts = ("title",)
    list_display = ("number", "title")
    list_display_links = list_display


@admin.register(Region)
class RegionAdmin(ClosedAdmin):
    facts = ("code", "order")
    known_by = ("code",)
    texts = ("acronym", "name")
    list_display = texts


@admin.register(Country)
class CountryAdmin(ClosedAdmin):
    facts = ("iso3", "iso2", "m49", "regions", "commissions", "tile_column", "tile_row")
    known_by = ("iso3", "iso2", "m49")
    texts = ("name",)
    filter_horizontal = ("regions", "commissions")
    list_display = ("iso3", "name")
    list_display_links = list_display
    list_filter = ("regions",)
    search_fields = ("iso3", "name_en", "name_fr", "name_es")

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).order_by("sort_key")


@admin.register(Champion)
class ChampionAdmin(ReferenceAdmin):
    facts = ("country", "since", "until")
    texts = ("source", "note")
    list_display = ("country", "since", "until", "source")
    list_select_related = ("country",)


@admin.register(Cycle)
class CycleAdmin(ReferenceAdmin):
    facts = (
        *("year", "forum_starts_on", "forum_ends_on"),
        *("reviews_open_at", "reviews_due_at", "time_zone", "deadline_policy"),
    )
    known_by = ("year",)
    texts = ("place",)
    description = _("Hours are those of the time zone of the deadline.")
    list_display = ("year", "forum_starts_on", "forum_ends_on", "reviews_due_at", "deadline_policy")

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """Read and write hours where the deadline is kept, not where the reader happens to be."""
        cycle = self.get_object(request, object_id) if object_id else None
        with timezone.override((cycle or Cycle()).zone):
            response = super().changeform_view(request, object_id, form_url, extra_context)
            return response.render() if isinstance(response, TemplateResponse) else response


@admin.register(Milestone)
class MilestoneAdmin(ReferenceAdmin):
    facts = ("cycle", "kind", "starts_on", "ends_on")
    texts = ("title", "place", "note", "source")
    list_display = ("title", "cycle", "kind", "starts_on", "ends_on")
    list_filter = ("cycle", "kind")


class RoundTableObjectiveInline(admin.TabularInline[RoundTableObjective, RoundTable]):
    model = RoundTableObjective
    extra = 1


@admin.register(RoundTable)
class RoundTableAdmin(ReferenceAdmin):
    facts = known_by = ("cycle", "number")
    texts = ("theme", "note_by")
    inlines = (RoundTableObjectiveInline,)
    list_display = ("number", "theme", "cycle")
    list_display_links = ("number", "theme")
    list_filter = ("cycle",)


@admin.register(Document)
class DocumentAdmin(ReferenceAdmin):
    facts = ("cycle", "kind", "symbol", "published_on", "address")
    texts = ("title", "source")
    list_display = ("title", "symbol", "kind", "cycle", "published_on")
    list_filter = ("cycle", "kind")


@admin.register(StakeholderType)
class StakeholderTypeAdmin(ReferenceAdmin):
    facts = ("code", "order")
    known_by = ("code",)
    texts = ("label", "source")
    list_display = ("label", "code", "order")


@admin.register(FundArea)
class FundAreaAdmin(ReferenceAdmin):
    facts = known_by = ("number",)
    texts = ("title", "note")
    list_display = ("number", "title")
    list_display_links = list_display
