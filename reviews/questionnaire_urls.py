"""Addresses of the questionnaires on the desk of the Secretariat."""

from django.urls import path

from reviews.views.questionnaires import (
    conditions,
    drafts,
    following,
    lines,
    preview,
    publishing,
    questions,
    sections,
    xlsform,
)

app_name = "questionnaire_desk"
urlpatterns = [
    path("", drafts.QuestionnairesView.as_view(), name="list"),
    path("new/", drafts.NewView.as_view(), name="new"),
    path("new/xlsform/", xlsform.ImportView.as_view(), name="import_form"),
    path("<int:pk>/xlsform/", xlsform.ExportView.as_view(), name="export_form"),
    path("<int:pk>/", drafts.QuestionnaireView.as_view(), name="questionnaire"),
    path("<int:pk>/edit/", drafts.EditView.as_view(), name="edit"),
    path("<int:pk>/discard/", drafts.DiscardView.as_view(), name="discard"),
    path("<int:pk>/publish/", publishing.PublishView.as_view(), name="publish"),
    path("<int:pk>/following/", following.FollowingView.as_view(), name="following"),
    path("<int:pk>/following/<slug:key>/", following.FateView.as_view(), name="fate"),
    path("<int:pk>/preview/", preview.PreviewView.as_view(), name="preview"),
    path("<int:pk>/preview/<slug:key>/", preview.PreviewSectionView.as_view(), name="preview_of"),
    path("<int:pk>/sections/new/", sections.NewSectionView.as_view(), name="new_section"),
    path("<int:pk>/sections/of/<slug:key>/", sections.SectionView.as_view(), name="section"),
    path(
        "<int:pk>/sections/of/<slug:key>/remove/",
        sections.RemoveSectionView.as_view(),
        name="remove_section",
    ),
    path(
        "<int:pk>/sections/of/<slug:key>/new/",
        questions.NewQuestionView.as_view(),
        name="new_question",
    ),
    path("<int:pk>/questions/<slug:key>/", questions.QuestionView.as_view(), name="question"),
    path(
        "<int:pk>/questions/<slug:key>/remove/",
        questions.RemoveQuestionView.as_view(),
        name="remove_question",
    ),
    path(
        "<int:pk>/questions/<slug:key>/lines/<slug:what>/",
        lines.LinesView.as_view(),
        name="lines",
    ),
    path(
        "<int:pk>/conditions/section/<slug:key>/",
        conditions.ConditionsView.as_view(),
        {"of": "section"},
        name="section_conditions",
    ),
    path(
        "<int:pk>/conditions/question/<slug:key>/",
        conditions.ConditionsView.as_view(),
        {"of": "question"},
        name="question_conditions",
    ),
]
