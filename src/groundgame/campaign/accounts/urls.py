"""The room's addresses."""

from django.urls import path

from groundgame.campaign.accounts import views

app_name = "accounts"
urlpatterns = [
    path("team/", views.team, name="team"),
    path("team/grant/", views.grant, name="grant"),
    path("team/revoke/<int:pk>/", views.revoke, name="revoke"),
]
