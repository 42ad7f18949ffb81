"""The room's addresses, part by part."""

from groundgame.campaign.selections.urls import backing, counting, running

app_name = "selections"
urlpatterns = [
    *running.urlpatterns,
    *counting.urlpatterns,
    *backing.urlpatterns,
    *ballot.urlpatterns,
]
