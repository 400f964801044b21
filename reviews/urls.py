"""Public addresses of reviews; they never change."""

from django.urls import path

from publication.paper.word import DOCX
from reviews.views import browsing, files, papers, public, receipts, versions
from reviews.views.consulting import public as calls

app_name = "reviews"
urlpatterns = [
    path("", browsing.ReviewListView.as_view(), name="list"),
    path("verify/", receipts.VerifyView.as_view(), name="verify"),
    path("<slug:code>/", public.ReviewDetailView.as_view(), name="detail"),
    path("<slug:code>/files/<int:number>/", files.AttachmentView.as_view(), name="attachment"),
    path("<slug:code>/input/", calls.PublicCallView.as_view(), name="call"),
    path("<slug:code>/pdf/", papers.PaperView.as_view(), name="pdf"),
    path("<slug:code>/docx/", papers.PaperView.as_view(what=DOCX), name="docx"),
    path("<slug:code>/changes/", versions.ChangesView.as_view(), name="changes"),
    path("<slug:code>/versions/<int:number>/", versions.VersionView.as_view(), name="version"),
    path("<slug:code>/versions/<int:number>/pdf/", papers.PaperView.as_view(), name="version_pdf"),
    path(
        "<slug:code>/versions/<int:number>/docx/",
        papers.PaperView.as_view(what=DOCX),
        name="version_docx",
    ),
    path(
        "<slug:code>/versions/<int:number>/<slug:question>/",
        versions.VersionAnswerView.as_view(),
        name="version_answer",
    ),
    path("<slug:code>/<slug:question>/", public.AnswerDetailView.as_view(), name="answer"),
]
