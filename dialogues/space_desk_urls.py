"""Addresses of discussion spaces on the desk, below those of dialogues: for the Secretariat."""

from django.urls import path

from dialogues.views import desk_questions, desk_spaces

urlpatterns = [
    path("", desk_spaces.SpacesView.as_view(), name="spaces"),
    path("new/", desk_spaces.ChooseSubjectView.as_view(), name="choose_subject"),
    path("new/<slug:code>/", desk_spaces.NewSpaceView.as_view(), name="new_space"),
    path(
        "new/<int:year>/<slug:slug>/",
        desk_spaces.NewSpaceView.as_view(),
        name="new_space_of_debate",
    ),
    path("<slug:code>/", desk_spaces.SpaceOnDeskView.as_view(), name="space"),
    path("<slug:code>/edit/", desk_spaces.EditSpaceView.as_view(), name="edit_space"),
    path("<slug:code>/closing/", desk_spaces.ClosingView.as_view(), name="closing"),
    path("<slug:code>/questions/", desk_questions.NewQuestionView.as_view(), name="new_question"),
    path(
        "<slug:code>/questions/<int:order>/",
        desk_questions.QuestionView.as_view(),
        name="question",
    ),
    path(
        "<slug:code>/questions/<int:order>/order/",
        desk_questions.OrderQuestionView.as_view(),
        name="order_question",
    ),
]
