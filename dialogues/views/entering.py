"""A moderator enters what came by mail or on paper, on behalf of its author."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from dialogues.choices import PostSource
from dialogues.discussion.entering import Letter, enter
from dialogues.discussion.errors import DiscussionError
from dialogues.discussion.forms import LetterForm
from dialogues.discussion.rules import moderates_everywhere
from dialogues.models import Space
from dialogues.querysets import SpaceQuerySet
from dialogues.views.moderation import ModeratorView
from dialogues.views.spaces import number_in
from publication import kept_forms
from publication.signed_in import CONFLICT, INVALID
from stakeholders.models import User


def spaces_of(user: User) -> SpaceQuerySet:
    """Those that this person moderates."""
    spaces = Space.objects.with_names()
    if moderates_everywhere(user):
        return spaces
    return spaces.filter(pk__in=Space.objects.filter(debate__moderators__user=user))


class ChooseSpaceView(ModeratorView):
    def get(self, _request: HttpRequest) -> HttpResponse:
        return self.page("dialogues/moderation/choose.html", spaces=list(spaces_of(self.user)))


class EnterView(ModeratorView):
    space: Space

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        self.space = get_object_or_404(spaces_of(self.user), code=kwargs["code"])

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        kept = self.typed()
        asked = {"answers": number_in(request.GET.get("answers", ""))}
        return self._page(LetterForm(space=self.space, initial=kept.dict() if kept else asked))

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        form = LetterForm(request.POST, space=self.space)
        if not form.is_valid():
            return self._page(form, INVALID)
        values = {"question": None, **form.cleaned_data}
        token, source = values.pop("token"), PostSource(values.pop("source"))
        letter = Letter(source=source, **values)
        try:
            post = enter(space=self.space, letter=letter, token=token, by=self.user)
        except DiscussionError as error:
            form.add_error("received_on", str(error))
            return self._page(form, CONFLICT)
        kept_forms.forget(request)
        messages.success(request, _("Entered. Read it once more, then publish it."))
        return redirect("dialogue_desk:post", number=post.pk)

    def _page(self, form: LetterForm, status: int = 200) -> HttpResponse:
        return self.page("dialogues/moderation/enter.html", status, form=form, space=self.space)
