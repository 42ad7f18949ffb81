"""Who backs whom, slates, and what would have to move."""

from django.urls import path

from groundgame.campaign.selections.views import backing, slates, support, what_if

urlpatterns = [
    path("<int:pk>/backing/", backing.backing, name="backing"),
    path("<int:pk>/backing/add/", backing.add, name="add_backing"),
    path("<int:pk>/backing/sheet/", backing.sheet, name="backing_sheet"),
    path("<int:pk>/backing/sheet.csv", backing.download, name="backing_download"),
    path("<int:pk>/backing/<int:backing>/withdraw/", backing.withdraw, name="withdraw_backing"),
    path("<int:pk>/support/", support.support, name="support"),
    path("<int:pk>/slates/", slates.slates, name="slates"),
    path("<int:pk>/slates/new/", slates.change, name="new_slate"),
    path("<int:pk>/slates/<int:slate>/", slates.slate, name="slate"),
    path("<int:pk>/slates/<int:slate>/change/", slates.change, name="change_slate"),
    path("<int:pk>/slates/<int:slate>/remove/", slates.remove, name="remove_slate"),
    path("<int:pk>/what-if/", what_if.what_if, name="what_if"),
    path("<int:pk>/what-if/<int:post>/", what_if.what_if, name="what_if_post"),
]
