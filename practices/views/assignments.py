"""The desk of a reviewer: what was asked, the practice as this reviewer may read it, service."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from practices.choices import AssignmentState
from practices.models import Assignment, Reviewer
from practices.peer_review.anonymity import file_of, may_read, points_of, reading_of
from practices.peer_review.answer_form import Answer, AnswerForm, StepDownForm
from practices.peer_review.answering import step_down
from practices.peer_review.certificates import CERTIFICATE, service_of
from practices.peer_review.changes import changes_of
from practices.peer_review.peers import others_of, own_review
from practices.peer_review.rules import is_the_reviewer
from practices.peer_review.tokens import Ticket
from practices.peer_review.writing import may_write
from practices.views.invitation import answer_page, give_answer
from publication import kept_forms
from publication.moves import MoveError
from publication.paper.serving import serve
from publication.signed_in import INVALID, SignedInView

# What waits on the reviewer comes first.
ORDER = {AssignmentState.INVITED: 0, AssignmentState.ACCEPTED: 1, AssignmentState.REVIEWED: 2}


@method_decorator(never_cache, name="dispatch")
class AssignmentsView(SignedInView):
    """What a reviewer was ever asked, by code and objective alone, and what it amounts to."""

    def get(self, _request: HttpRequest) -> HttpResponse:
        mine = Assignment.objects.of(self.user).with_names()
        found = list(mine.select_related("round__practice__primary_objective"))
        if not found and not Reviewer.objects.filter(user=self.user).exists():
            raise Http404
        found.sort(key=lambda one: (ORDER.get(AssignmentState(one.state), 3), one.review_due_at))
        return self.page(
            "practices/peer_review/assignments.html",
            assignments=found,
            service=service_of(self.user),
        )


@method_decorator(never_cache, name="dispatch")
class AssignmentPage(SignedInView):
    """A page of one assignment, for the reviewer who was asked. Sets `assignment`."""

    assignment: Assignment

    def find(self, **kwargs: Any) -> None:
        self.assignment = get_object_or_404(Assignment.objects.with_names(), pk=kwargs["pk"])
        if not is_the_reviewer.test(self.user, self.assignment):
            raise Http404

    def page(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        return super().page(template, status, assignment=self.assignment, **context)


class AssignmentView(AssignmentPage):
    """Asks for the answer; then shows the practice, and once the own review is in, the others'."""

    def get(self, request: HttpRequest, **_kwargs: int) -> HttpResponse:
        assignment = self.assignment
        if self._is_to_answer:
            return answer_page(request, assignment, AnswerForm(self.typed()))
        if may_read(assignment):
            return self.page("practices/peer_review/assignment.html", **self._content())
        is_in = assignment.state == AssignmentState.REVIEWED
        return self.page(
            "practices/peer_review/assignment_over.html",
            own=own_review(assignment) if is_in else None,
            others=others_of(assignment),
        )

    def post(self, request: HttpRequest, **_kwargs: int) -> HttpResponse:
        if not self._is_to_answer:
            return redirect(request.path)
        form = AnswerForm(request.POST)
        if not form.is_valid():
            return answer_page(request, self.assignment, form, INVALID)
        try:
            answer = give_answer(self.assignment, form)
        except MoveError:
            return redirect(request.path)
        kept_forms.forget(request)
        if answer == Answer.ACCEPT:
            return redirect(request.path)
        messages.success(request, _("Thank you for your answer. You need do nothing more."))
        return redirect("practice_desk:assignments")

    @property
    def _is_to_answer(self) -> bool:
        return Ticket(self.assignment, self.assignment.invitation).is_open(timezone.now())

    def _content(self) -> dict[str, Any]:
        assignment = self.assignment
        is_in = assignment.state == AssignmentState.REVIEWED
        return {
            "reading": reading_of(assignment.practice),
            "points": points_of(assignment),
            "changes": changes_of(assignment),
            "writes": may_write(self.user, assignment),
            "own": own_review(assignment) if is_in else None,
            "others": others_of(assignment),
        }


class StepDownView(AssignmentPage):
    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        if not may_write(self.user, self.assignment):
            raise Http404

    def get(self, _request: HttpRequest, **_kwargs: int) -> HttpResponse:
        return self.page("practices/peer_review/step_down.html", form=StepDownForm(self.typed()))

    def post(self, request: HttpRequest, **_kwargs: int) -> HttpResponse:
        form = StepDownForm(request.POST)
        if not form.is_valid():
            return self.page("practices/peer_review/step_down.html", INVALID, form=form)
        try:
            step_down(assignment=self.assignment, by=self.user, reason=form.cleaned_data["reason"])
        except MoveError:
            return redirect("practice_desk:assignment", self.assignment.pk)
        kept_forms.forget(request)
        messages.success(request, _("You have stepped down. The Secretariat knows why."))
        return redirect("practice_desk:assignments")


class AssignmentFileView(AssignmentPage):
    """A file of the practice, under a name that says nothing where the review is double-blind."""

    def get(self, _request: HttpRequest, *, number: int, **_kwargs: int) -> FileResponse:
        readable = may_read(self.assignment)
        found = file_of(self.assignment.practice, number) if readable else None
        if found is None:
            raise Http404
        file, name = found
        return FileResponse(
            file.file.open("rb"), as_attachment=True, filename=name, content_type=file.media_type
        )


class CertificateView(SignedInView):
    """The certificate of service of the person who is signed in, in the language of the page."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        reviewer = get_object_or_404(Reviewer, user=self.user)
        if service_of(self.user) is None:
            raise Http404
        return serve(
            request,
            reviewer,
            name="certificate-of-service",
            back=reverse("practice_desk:assignments"),
            language=get_language() or "en",
            what=CERTIFICATE,
        )
