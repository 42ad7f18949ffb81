"""The count: counting, lots, and what everybody may see of it."""

from django.urls import path

from groundgame.campaign.selections.views import count, results

urlpatterns = [
    path("<int:pk>/count/", count.count, name="count"),
    path("<int:pk>/count/<int:post>/", count.count_post, name="count_post"),
    path("<int:pk>/count/<int:post>/lot/", count.lot, name="lot"),
    path("<int:pk>/count/<int:post>/again/", count.again, name="count_again"),
    path("<int:pk>/results/", results.results, name="results"),
    path("<int:pk>/results/<int:post>/", results.stages, name="stages"),
    path("<int:pk>/results/<int:post>/sheet.<slug:kind>", results.sheet, name="sheet"),
]
