"""One-click log-ins, in demo mode and on loopback only."""

from django.urls import path

from groundgame.campaign.site import demo_views

app_name = "demo"
urlpatterns = [
    path("", demo_views.choose, name="choose"),
    path("as/<slug:who>/", demo_views.sign_in_as, name="as"),
]
