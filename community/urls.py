"""Addresses of the community."""

from django.urls import path

from community.views import answering, asking, reading

app_name = "community"

urlpatterns = [
    path("questions/", reading.questions, name="questions"),
    path("questions/ask/", asking.ask, name="ask"),
    path("questions/<int:pk>/", reading.question, name="question"),
    path("questions/<int:pk>/history/", reading.question_history, name="question_history"),
    path("questions/<int:pk>/edit/", asking.edit_question, name="edit_question"),
    path("questions/<int:pk>/withdraw/", asking.withdraw, name="withdraw"),
    path("questions/<int:pk>/same-problem/", asking.say_same_problem, name="say_same_problem"),
    path("questions/<int:pk>/same-problem/retract/", asking.retract_same_problem, name="retract_same_problem"),
    path("questions/<int:pk>/duplicate/", asking.link_duplicate, name="link_duplicate"),
    path("questions/<int:pk>/answer/", answering.post_answer, name="post_answer"),
    path("questions/<int:pk>/comment/", answering.comment_question, name="comment_question"),
    path("questions/<int:pk>/<slug:slug>/", reading.question, name="question"),
    path("answers/<int:pk>/", reading.answer, name="answer"),
    path("answers/<int:pk>/history/", reading.answer_history, name="answer_history"),
    path("answers/<int:pk>/edit/", answering.edit_answer, name="edit_answer"),
    path("answers/<int:pk>/accept/", answering.accept, name="accept"),
    path("answers/<int:pk>/unaccept/", answering.unaccept, name="unaccept"),
    path("answers/<int:pk>/outcome/", answering.report_outcome, name="report_outcome"),
    path("answers/<int:pk>/outcome/retract/", answering.retract_outcome, name="retract_outcome"),
    path("answers/<int:pk>/comment/", answering.comment_answer, name="comment_answer"),
    path("topics/<slug:slug>/", reading.topic, name="topic"),
    path("mine/", reading.mine, name="mine"),
]
