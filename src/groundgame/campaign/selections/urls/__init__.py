"""The room's addresses, part by part."""

from groundgame.campaign.selections.urls import running

app_name = "selections"
urlpatterns = [
    *running.urlpatterns,
]
