"""Running a selection: its pages, its moves, and what it is made of."""

from django.urls import path

from groundgame.campaign.selections.views import selection, setting_up

urlpatterns = [
    path("", selection.selections, name="selections"),
    path("new/", selection.new, name="new"),
    path("<int:pk>/", selection.selection, name="selection"),
    path("<int:pk>/timetable/", selection.timetable, name="timetable"),
    path("<int:pk>/move/<slug:move>/", selection.move, name="move"),
    path("<int:pk>/posts/new/", setting_up.post, name="new_post"),
    path("<int:pk>/posts/<int:post>/", setting_up.post, name="post"),
    path("<int:pk>/posts/<int:post>/remove/", setting_up.remove_post, name="remove_post"),
    path("<int:pk>/posts/<int:post>/candidates/new/", setting_up.candidate, name="new_candidate"),
    path("<int:pk>/posts/<int:post>/candidates/<int:candidate>/", setting_up.candidate, name="candidate"),
    path("<int:pk>/posts/<int:post>/candidates/<int:candidate>/withdraw/", setting_up.withdraw, name="withdraw"),
    path("<int:pk>/sections/new/", setting_up.section, name="new_section"),
    path("<int:pk>/sections/<int:section>/", setting_up.section, name="section"),
    path("<int:pk>/sections/<int:section>/remove/", setting_up.remove_section, name="remove_section"),
]
