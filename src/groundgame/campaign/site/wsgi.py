"""The site as a WSGI application."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundgame.campaign.site.settings")
application = get_wsgi_application()
# Every page's modules load here, before there are threads: two that load NumPy at once may each see half of it.
get_resolver().url_patterns  # noqa: B018 (a property that loads them)
