"""Public addresses of reviews; they never change."""

from django.urls import path

from reviews.views import files, public

app_name = "reviews"
urlpatterns = [
    path("", public.ReviewListView.as_view(), name="list"),
    path("<slug:code>/", public.ReviewDetailView.as_view(), name="detail"),
    path("<slug:code>/files/<int:number>/", files.AttachmentView.as_view(), name="attachment"),
    path("<slug:code>/<slug:question>/", public.AnswerDetailView.as_view(), name="answer"),
]
