"""The site's addresses, room by room."""

from django.urls import include, path

from groundgame.campaign.site import views

urlpatterns = [
    path("", views.home, name="home"),
    path("demo/", include("groundgame.campaign.site.demo_urls")),
    path("accounts/", include("groundgame.campaign.accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("", include("groundgame.campaign.strategy.urls")),
    path("jobs/", include("groundgame.campaign.jobs.urls")),
    path("register/", include("groundgame.campaign.register.urls")),
    path("canvass/", include("groundgame.campaign.canvass.urls")),
    path("selections/", include("groundgame.campaign.selections.urls")),
    path("phonebank/", include("groundgame.campaign.phonebank.urls")),
    path("doorstep/", include("groundgame.campaign.doorstep.urls")),
]
