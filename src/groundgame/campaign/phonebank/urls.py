"""The room's addresses."""

from django.urls import path

from groundgame.campaign.phonebank.views import again, calling, dialling, floor, joining, lookup, mine, shown, walls

app_name = "phonebank"
urlpatterns = [
    path("", joining.home, name="home"),
    path("join/<slug:token>/", joining.join, name="join"),
    path("again/<str:token>/", again.again, name="again"),
    path("numbers/", shown.shown, name="shown"),
    path("dialled/<uuid:secret>/", dialling.dialled, name="dialled"),
    path("wall/", walls.walls, name="walls"),
    path("<int:pk>/", calling.call, name="call"),
    path("<int:pk>/next/", calling.take, name="next"),
    path("<int:pk>/ahead/", calling.ahead, name="ahead"),
    path("<int:pk>/save/", calling.save, name="save"),
    path("<int:pk>/skip/", calling.skip, name="skip"),
    path("<int:pk>/switch/", calling.switch, name="switch"),
    path("<int:pk>/dial/", dialling.dial, name="dial"),
    path("<int:pk>/dial/going/", dialling.going, name="going"),
    path("<int:pk>/renew/", calling.renew, name="renew"),
    path("<int:pk>/stop/", calling.stop, name="stop"),
    path("<int:pk>/mine/", mine.mine, name="mine"),
    path("<int:pk>/lookup/", lookup.lookup, name="lookup"),
    path("<int:pk>/callers/<int:caller>/link/", again.sign_in_link, name="sign_in_link"),
    path("<int:pk>/floor/", floor.floor, name="floor"),
    path("<int:pk>/floor/session/", floor.session_change, name="floor_session"),
    path("<int:pk>/floor/<int:caller>/", floor.caller_change, name="floor_caller"),
    path("<int:pk>/wall/", walls.wall, name="wall"),
]
