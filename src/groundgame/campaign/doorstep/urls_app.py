"""The addresses of the telephones and of those who carry them."""

from django.urls import path

from groundgame.campaign.doorstep.api.routes import urls as api
from groundgame.campaign.doorstep.views import app, devices, joining, plain

urlpatterns = [
    path("join/<str:token>/", joining.join, name="join"),
    path("code/", joining.code, name="code"),
    path("out/<int:pk>/phone/", joining.phone, name="phone"),
    path("out/<int:pk>/plain/", plain.doors, name="plain"),
    path("out/<int:pk>/plain/<int:door>/", plain.door, name="plain_door"),
    path("out/<int:pk>/plain/finish/", plain.finish, name="plain_finish"),
    path("app/", app.shell, name="app"),
    path("app/worker.js", app.worker, name="worker"),
    path("app/manifest.json", app.manifest, name="manifest"),
    path("devices/", devices.devices, name="devices"),
    path("devices/<uuid:pk>/revoke/", devices.revoke, name="revoke"),
    path("api/", api),
]
