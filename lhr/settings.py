"""Django's settings. Everything an operator may choose comes from lhr.config; the rest is fixed here."""

from __future__ import annotations

from typing import Any

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from lhr import config
from lhr.databases import connection_settings

if wrong := config.problems():
    raise ImproperlyConfigured("LHR cannot start with these settings:\n- " + "\n- ".join(wrong))

SECRET_KEY = config.secret_key()
DEBUG = False
ALLOWED_HOSTS = [config.origin().split("://", 1)[1].rsplit(":", 1)[0], "localhost", "127.0.0.1"]
CSRF_TRUSTED_ORIGINS = [config.origin()]
ROOT_URLCONF = "lhr.urls"
WSGI_APPLICATION = "lhr.wsgi.application"
APPEND_SLASH = True

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "lhr.audit",
    "lhr.history",
    "lhr.organisations",
    "lhr.people",
    "lhr.standards",
    "lhr.documents",
    "lhr.jobs",
    "lhr.posts",
    "lhr.identity",
    "lhr.service_record",
    "lhr.staffing_plan",
    "lhr.registry_rights",
    "lhr.orders",
    "lhr.followup",
    "lhr.web",
    "lhr.cli",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "lhr.web.shared.lines.LinesMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "lhr.web.shared.middleware.ActorMiddleware",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # Each area of the screens keeps its templates in its own folder.
        "DIRS": sorted((config.ROOT / "lhr" / "web").glob("*/templates")),
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "django.templatetags.static",
                "lhr.web.templatetags.lhr",
                "lhr.web.templatetags.account_words",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "lhr.web.shared.context.shell",
            ],
        },
    }
]

DATABASES = {"default": connection_settings()}

# Identity. Sessions stand in the database because a right must be revocable at the next request; a signed cookie
# could not be called back.
AUTH_USER_MODEL = "identity.Account"
PASSWORD_HASHERS = ["lhr.identity.hashers.Argon2id"]
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = "lhr_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_AGE = config.session_hours() * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_NAME = "lhr_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "lhr.web.shared.errors.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# What the browser is told. Over https everything is marked Secure; the demonstration runs on http://localhost.
_HTTPS = config.origin().startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if _HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _HTTPS
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if config.behind_proxy():
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# A view may widen connect-src only (the card agent's loopback addresses); nothing else is ever widened.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

LANGUAGE_CODE = "th"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Bangkok"

STATIC_URL = "/static/"
STATIC_ROOT = config.data_dir() / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "lhr.static_files.HashedNames"},
}
# Until static files are collected (tests, a first look) they are found where they lie, under their plain names.
WHITENOISE_USE_FINDERS = not (STATIC_ROOT / "staticfiles.json").exists()
# Files are held in memory up to the limit of a scan, where a view takes them; all else is a form of a few kilobytes.
FILE_UPLOAD_HANDLERS = ["lhr.web.shared.uploads.InMemory"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500

# One line of JSON an event. The mask is a second wall: code never logs a full ID number, and if it did, the log would
# not show it.
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "lhr.logs.OneLine"}},
    "filters": {"mask": {"()": "lhr.logs.MaskIdNumbers"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["mask"]},
    },
    "root": {"handlers": ["console"], "level": config.log_level()},
    "loggers": {"django.server": {"handlers": ["console"], "level": "WARNING", "propagate": False}},
}
