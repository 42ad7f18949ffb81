"""The room's addresses: the organisers' here, the telephones' beside it."""

from django.urls import include, path

from groundgame.campaign.doorstep.views import paper, rounds, typing, walks

app_name = "doorstep"
urlpatterns = [
    path("", rounds.rounds, name="rounds"),
    path("rounds/<int:pk>/", rounds.round_, name="round"),
    path("rounds/<int:pk>/settings/", rounds.settle, name="settings"),
    path("rounds/<int:pk>/cut/", rounds.cut, name="cut"),
    path("rounds/<int:pk>/close/", rounds.close, name="close"),
    path("rounds/<int:pk>/print/", paper.print_, name="print"),
    path("walks/<int:pk>/", walks.walk, name="walk"),
    path("walks/<int:pk>/give/", walks.give, name="give"),
    path("walks/<int:pk>/back/", walks.take_back, name="take_back"),
    path("walks/<int:pk>/move/", walks.move, name="move"),
    path("walks/<int:pk>/split/", walks.split, name="split"),
    path("walks/<int:pk>/merge/", walks.merge, name="merge"),
    path("sheets/", typing.find_sheet, name="find_sheet"),
    path("sheets/<str:code>/", typing.sheet, name="sheet"),
    path("sheets/<str:code>/pdf/", paper.reprint, name="reprint"),
    path("sheets/<str:code>/lines/", typing.lines, name="lines"),
    path("sheets/<str:code>/undo/", typing.undo, name="undo"),
    path("sheets/<str:code>/finish/", typing.finish, name="finish_sheet"),
    path("", include("groundgame.campaign.doorstep.urls_app")),
]
