"""The room's addresses."""

from django.urls import URLPattern

app_name = "phonebank"
urlpatterns: list[URLPattern] = []
