"""The room's addresses."""

from django.urls import path

from groundgame.campaign.register import views
from groundgame.campaign.register.marked.views import marked

app_name = "register"
urlpatterns = [
    path("electors/", views.electors, name="electors"),
    path("electors/<int:pk>/", views.elector, name="elector"),
    path("electors/<int:pk>/suppress/", views.suppress, name="suppress"),
    path("electors/<int:pk>/lift/", views.lift, name="lift"),
    path("imports/", views.imports, name="imports"),
    path("electors/marked/", marked, name="marked"),
]
