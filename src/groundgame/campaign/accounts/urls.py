"""The room's addresses, two of which stand in for pages of allauth that would let a person skip proving an address."""

from django.urls import path

from groundgame.campaign.accounts import views

app_name = "accounts"
urlpatterns = [
    path("email/", views.own_address, name="own_address"),
    path("password/set/", views.first_password, name="first_password"),
    path("team/", views.team, name="team"),
    path("seeing/", views.seeing, name="seeing"),
    path("team/grant/", views.grant, name="grant"),
    path("team/revoke/<int:pk>/", views.revoke, name="revoke"),
]
