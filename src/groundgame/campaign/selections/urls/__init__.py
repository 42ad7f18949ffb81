"""The room's addresses, part by part."""

from groundgame.campaign.selections.urls import backing, ballot, counting, electorate, running

app_name = "selections"
urlpatterns = [
    *running.urlpatterns,
    *counting.urlpatterns,
    *backing.urlpatterns,
    *electorate.urlpatterns,
    *ballot.urlpatterns,
]
