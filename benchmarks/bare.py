"""Django with one view and nothing else: what the same page costs without the product around it."""

from __future__ import annotations

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.urls import path

settings.configure(
    ALLOWED_HOSTS=["localhost", "127.0.0.1"], ROOT_URLCONF=__name__, SECRET_KEY="b" * 50, USE_TZ=True
)
_PAGE = Engine().from_string(
    "<!doctype html><title>{{ title }}</title>{% for row in rows %}<p>{{ row }}</p>{% endfor %}"
)


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse(_PAGE.render(Context({"title": "LHR", "rows": range(30)})))


urlpatterns = [path("", page)]
application = get_wsgi_application()
