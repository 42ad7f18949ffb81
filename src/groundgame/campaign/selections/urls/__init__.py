"""The room's addresses, part by part."""

from groundgame.campaign.selections.urls import backing, running

app_name = "selections"
urlpatterns = [
    *running.urlpatterns,
    *backing.urlpatterns,
]
