"""Django's settings, all from the environment: `.env.example` names every variable.

Without a variable: for one machine, safe to try. LAZOS_PRODUCTION=1 demands what has no safe default.
"""

import os
import secrets
from pathlib import Path

import django_stubs_ext
from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP

from geo.extraction.version import LANGUAGES_READ as _READ
from geo.server.env import ROOT, env, read_env, var_folder
from geo.server.logs import logging_config

django_stubs_ext.monkeypatch()
read_env()
BASE_DIR = ROOT
VAR_DIR = var_folder()
PRODUCTION = env.bool("LAZOS_PRODUCTION", default=False)
DEBUG = env.bool("LAZOS_DEBUG", default=False) and not PRODUCTION


def local_secret_key(file: Path) -> str:
    """A random key kept in a file of its owner's, so that a restart ends no session; never used in production."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as new:
            new.write(secrets.token_urlsafe(48))
    except OSError:
        pass  # it is there already, or the folder is read-only
    try:
        return file.read_text() or secrets.token_urlsafe(48)
    except OSError:
        return secrets.token_urlsafe(48)


SECRET_KEY = env.str("LAZOS_SECRET_KEY") if PRODUCTION else local_secret_key(VAR_DIR / "secret-key")
# This machine asks /healthz under its local names, in production too: they can name no other site.
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"] + (
    env.list("LAZOS_ALLOWED_HOSTS") if PRODUCTION else env.list("LAZOS_ALLOWED_HOSTS", default=[])
)
CSRF_TRUSTED_ORIGINS = env.list("LAZOS_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django_htmx",
    "procrastinate.contrib.django",
    "articles",
    "geo",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",  # an ETag for every page; 304 when it still holds
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "geo.urls"
WSGI_APPLICATION = "geo.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# The commands set DATABASE_URL to the embedded server; what needs no database (checks of types, `extract`) has none.
DATABASE_URL = env.str("DATABASE_URL") if PRODUCTION else env.str("DATABASE_URL", default="") or "postgresql:///lazos"
if not DATABASE_URL.startswith(("postgresql://", "postgres://")):
    raise ImproperlyConfigured("DATABASE_URL must name a PostgreSQL, as in postgresql://user:password@host:5432/name.")
DATABASES = {"default": env.db_url_config(DATABASE_URL)}
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 10)
if env.bool("LAZOS_PREPARE_STATEMENTS", default=True):  # those of geo.lib.statements alone: Django's own never are
    options = DATABASES["default"]["OPTIONS"]
    options["prepare_threshold"] = 0
    options["options"] = f"{options.get('options', '')} -c plan_cache_mode=force_generic_plan".strip()
if pool_size := env.int("LAZOS_DATABASE_POOL", default=0):
    DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 1, "max_size": pool_size, "timeout": 10}

# Drawings and tables that pages keep as long as their totals stay the same, in each process (see geo.lib.lazy).
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 3000}},
}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]

LANGUAGE_CODE = "en"
LANGUAGES_READ = _READ  # for ingest, which says at once what is stored unread
LANGUAGES = [("en", "English")]  # es joins with its catalogue: half a page in Spanish is no translation
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "UTC"
USE_I18N = USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = Path(env.str("LAZOS_STATIC_ROOT", default=str(BASE_DIR / "staticfiles"))) if PRODUCTION else None
STATICFILES_DIRS = [folder for folder in [BASE_DIR / "static"] if folder.is_dir()]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION  # no collectstatic on one machine
WHITENOISE_AUTOREFRESH = DEBUG
MEDIA_ROOT = VAR_DIR / "media"
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024  # a pasted text of 2 MB, percent-encoded, and its fields

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
if env.bool("LAZOS_BEHIND_PROXY", default=False):  # only where the proxy always sets or strips the header
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# What the pages offer to "report an error": a mail address or a page.
REPORT_ADDRESS = env.str("LAZOS_REPORT_ADDRESS", default="mailto:editor@localhost")

LOGGING = logging_config(
    level=env.str("LAZOS_LOG_LEVEL", default="INFO").upper(), as_json=env.bool("LAZOS_LOG_JSON", default=PRODUCTION)
)
