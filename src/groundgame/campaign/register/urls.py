"""The room's addresses."""

from django.urls import path

from groundgame.campaign.register import views
from groundgame.campaign.register.mapping.views import forget, mapping
from groundgame.campaign.register.marked.views import marked

app_name = "register"
urlpatterns = [
    path("electors/", views.electors, name="electors"),
    path("electors/<int:pk>/", views.elector, name="elector"),
    path("electors/<int:pk>/suppress/", views.suppress, name="suppress"),
    path("electors/<int:pk>/lift/", views.lift, name="lift"),
    path("imports/", views.imports, name="imports"),
    path("imports/columns/", mapping, name="mapping"),
    path("imports/columns/<int:pk>/forget/", forget, name="forget_mapping"),
    path("electors/marked/", marked, name="marked"),
]
