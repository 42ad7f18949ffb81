"""The addresses of the pages about a person's rights, and of the data officer's."""

from django.urls import path

from groundgame.campaign.register.person import officer, views

urlpatterns = [
    path("electors/<int:pk>/held/", views.person, name="person"),
    path("electors/<int:pk>/held/ask/", views.ask_for_report, name="ask"),
    path("electors/<int:pk>/held/answer/<int:asked>/", views.answer_request, name="answer"),
    path("electors/<int:pk>/held/report.<str:form>", views.report, name="report"),
    path("electors/<int:pk>/held/forget/", views.forget, name="forget"),
    path("electors/<int:pk>/consents/", views.ledger, name="consents"),
    path("electors/<int:pk>/consents/give/", views.give, name="give_consent"),
    path("electors/<int:pk>/consents/withdraw/", views.withdraw, name="withdraw_consent"),
    path("data/", officer.officer, name="officer"),
    path("data/wording/", officer.wording, name="wording"),
    path("data/looks/", officer.looks, name="looks"),
    path("data/tps/", officer.screening, name="screening"),
]
