"""The room's addresses."""

from django.urls import path

from groundgame.campaign.canvass.views import building, callers, codes, electors, quality, recycling, scripts, sessions

app_name = "canvass"
urlpatterns = [
    path("sessions/", sessions.sessions, name="sessions"),
    path("sessions/new/", building.new, name="new"),
    path("sessions/count/", building.count, name="count"),
    path("audiences/save/", building.save_audience, name="save_audience"),
    path("audiences/<int:pk>/drop/", building.drop_audience, name="drop_audience"),
    path("sessions/<int:pk>/", sessions.session, name="session"),
    path("sessions/<int:pk>/poster/", sessions.poster, name="poster"),
    path("sessions/<int:pk>/refresh/", sessions.refresh, name="refresh"),
    path("sessions/<int:pk>/close/", sessions.close, name="close"),
    path("sessions/<int:pk>/trial/end/", sessions.end_trial, name="end_trial"),
    path("sessions/<int:pk>/signals/", quality.quality, name="quality"),
    path("sessions/<int:pk>/rules/", recycling.recycling, name="recycling"),
    path("sessions/<int:pk>/callers/", callers.callers, name="callers"),
    path("sessions/<int:pk>/callers/allow/", callers.allow, name="allow_callers"),
    path("sessions/<int:pk>/callers/admit/", callers.admit_all, name="admit_all"),
    path("sessions/<int:pk>/callers/<int:caller>/admit/", callers.admit, name="admit"),
    path("sessions/<int:pk>/callers/<int:caller>/remove/", callers.remove, name="remove"),
    path("codes/", codes.codes, name="codes"),
    path("codes/<slug:value>/", codes.change, name="change_code"),
    path("scripts/", scripts.scripts, name="scripts"),
    path("scripts/new/", scripts.new, name="new_script"),
    path("scripts/<int:pk>/", scripts.edit, name="script"),
    path("contacts/<uuid:pk>/correct/", electors.correct, name="correct"),
    path("electors/<int:pk>/", electors.contacts, name="contacts"),
]
