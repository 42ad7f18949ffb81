"""The room's addresses."""

from django.urls import path

from groundgame.campaign.strategy.views import coming, coverage, doughnut, happened, now, places, search, wards, winning

app_name = "strategy"
urlpatterns = [
    path("now/", now.page, name="now"),
    path("now/wards/", wards.page, name="wards"),
    path("coverage/", coverage.page, name="coverage"),
    path("coverage/streets/", coverage.streets, name="coverage_streets"),
    path("doughnut/", doughnut.page, name="doughnut"),
    path("what-will-happen/", coming.page, name="coming"),
    path("how-do-we-win/", winning.page, name="winning"),
    path("what-happened/", happened.page, name="happened"),
    path("places/<str:code>/", places.page, name="place"),
    path("search/", search.page, name="search"),
]
