"""The room's addresses."""

from django.urls import path

from groundgame.campaign.register import views
from groundgame.campaign.register.lists.views import give_up_list, lists, load_list, look_at_list, take_back
from groundgame.campaign.register.mapping.views import forget, mapping
from groundgame.campaign.register.marked.views import marked
from groundgame.campaign.register.person.urls import urlpatterns as person

app_name = "register"
urlpatterns = [
    path("electors/", views.electors, name="electors"),
    path("electors/<int:pk>/", views.elector, name="elector"),
    path("electors/<int:pk>/suppress/", views.suppress, name="suppress"),
    path("electors/<int:pk>/lift/", views.lift, name="lift"),
    path("imports/", views.imports, name="imports"),
    path("imports/<int:pk>/", views.import_page, name="import"),
    path("imports/<int:pk>/changes.csv", views.import_changes, name="import_changes"),
    path("imports/<int:pk>/doubts/", views.decide, name="decide"),
    path("imports/<int:pk>/look/", views.look_again, name="look_again"),
    path("imports/<int:pk>/apply/", views.apply, name="apply"),
    path("imports/<int:pk>/undo/", views.undo, name="undo"),
    path("imports/<int:pk>/discard/", views.discard, name="discard"),
    path("imports/lists/", lists, name="lists"),
    path("imports/lists/<uuid:pk>/", look_at_list, name="look_at_list"),
    path("imports/lists/<uuid:pk>/load/", load_list, name="load_list"),
    path("imports/lists/<uuid:pk>/discard/", give_up_list, name="give_up_list"),
    path("imports/lists/<int:pk>/back/", take_back, name="take_list_back"),
    path("imports/columns/", mapping, name="mapping"),
    path("imports/columns/<int:pk>/forget/", forget, name="forget_mapping"),
    path("electors/marked/", marked, name="marked"),
    *person,
]
