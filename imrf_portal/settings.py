"""Settings, from the environment. Without DEBUG it is production: what is missing is an error."""

from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

from imrf_portal.content_policy import policy
from imrf_portal.logs import configure_logs

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DEBUG = env.bool("DEBUG", False)
# The demonstration says on every page that it is one, and offers (not demands) two-factor sign-in.
DEMONSTRATION = env.bool("DEMONSTRATION", False)
DEMO_PASSWORD = env.str("DEMO_PASSWORD", "imrf-demo")
STATE_DIR = Path(env.str("PORTAL_STATE_DIR", str(BASE_DIR / "var"))).resolve()


def required(name: str, while_developing: str) -> str:
    """The value of an environment variable that production cannot do without."""
    value: str = env.str(name, "") or (while_developing if DEBUG else "")
    if not value:
        raise ImproperlyConfigured(f"{name} is not set. See docs/running-it.md for what to set.")
    return value


SECRET_KEY = required("SECRET_KEY", "while-developing-only-0123456789abcdefghijklmnopqrstuvwxyz")
ALLOWED_HOSTS = [h for h in required("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if h]
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# Where links in mail lead; mail is written by a worker, which sees no request.
PORTAL_ADDRESS = env.str("PORTAL_ADDRESS", "http://localhost:8000").rstrip("/")

INSTALLED_APPS = [
    # First, so that the models have their translated fields before an app that uses them is ready.
    "modeltranslation",
    "imrf_portal",
    "explore",
    "desk",
    "opendata",
    "reviews",
    "practices",
    "pledges",
    "dialogues",
    "publication",
    "notices",
    "stakeholders",
    "compact",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "anymail",
    "csp",
    "django_cotton",
    "django_htmx",
    "django_prometheus",
    "health_check",
    "pgtrigger",
    "pghistory",
    "rules",
]

MIDDLEWARE = [
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "imrf_portal.middleware.RefuseBadInput",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "stakeholders.middleware.SignedInWhere",
    "django_htmx.middleware.HtmxMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "stakeholders.middleware.OwnTimeZone",
    "stakeholders.middleware.SecondFactor",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]

ROOT_URLCONF = "imrf_portal.urls"
WSGI_APPLICATION = "imrf_portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.template.context_processors.tz",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "explore.context.site",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    },
]
COTTON_DIR = "components"

DATABASES = {"default": env.db_url_config(required("DATABASE_URL", "postgresql:///imrf_portal"))}
DATABASES["default"].update(
    CONN_MAX_AGE=env.int("CONN_MAX_AGE", 60), CONN_HEALTH_CHECKS=True, ATOMIC_REQUESTS=False
)
# A server that does not answer is told in seconds, not minutes.
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 3)

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": required("CACHE_URL", "redis://localhost:6379/1"),
        "KEY_PREFIX": "portal",
    }
}

CELERY_BROKER_URL = required("CELERY_BROKER_URL", "redis://localhost:6379/0")
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 600
# Longer than the longest task, or a slow one would be given to a second worker.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 1800,
    # Without a broker a request goes on at once: its messages are in the outbox, for the sweep.
    "max_retries": 0,
    "socket_connect_timeout": 3,
}
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "UTC"

AUTH_USER_MODEL = "stakeholders.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 10}),
        ("CommonPasswordValidator", {}),
    )
]
LOGIN_REDIRECT_URL = "desk:home"
LOGIN_URL = "account_login"

ACCOUNT_ADAPTER = "notices.account_adapter.OutboxAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_SIGNUP_FORM_CLASS = "stakeholders.forms.SignupForm"
ACCOUNT_FORMS = {"signup": "stakeholders.signup.PortalSignupForm"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
# In the browser in which one registered; elsewhere the link verifies and leads to sign in.
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http" if DEBUG or DEMONSTRATION else "https"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_PREVENT_ENUMERATION = True
# What anyone may ask of this portal without an account, beside allauth's own limits.
ACCOUNT_RATE_LIMITS = {"verify_receipt": "30/m/ip", "register_for_session": "20/m/ip"}
# Behind a proxy every reader would otherwise share its address, and its rate limits.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", 0)
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "IMRF Portal"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG or DEMONSTRATION
USERSESSIONS_TRACK_ACTIVITY = True
SOCIALACCOUNT_ADAPTER = "stakeholders.adapter.PortalSocialAccountAdapter"
# An OpenID Connect provider needs configuration alone: name, address, client and secret.
OIDC_SERVER_URL = env.str("OIDC_SERVER_URL", "")
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "APPS": [
            {
                "provider_id": env.str("OIDC_ID", "oidc"),
                "name": env.str("OIDC_NAME", "Single sign-on"),
                "client_id": env.str("OIDC_CLIENT_ID"),
                "secret": env.str("OIDC_SECRET"),
                "settings": {"server_url": OIDC_SERVER_URL, "oauth_pkce_enabled": True},
            }
        ]
        if OIDC_SERVER_URL
        else []
    }
}
# Only where the provider is known to verify the addresses that it tells.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = env.bool("OIDC_TRUSTS_EMAIL", False)
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = SOCIALACCOUNT_EMAIL_AUTHENTICATION

# In the order in which things happened, also within one transaction.
PGHISTORY_CREATED_AT_FUNCTION = "clock_timestamp()"

LANGUAGE_CODE = "en"
# The fixed order of the United Nations, each in its own form; Portuguese apart.
LANGUAGES = [
    ("ar", "عربي"),
    ("zh-hans", "中文"),
    ("en", "English"),
    ("fr", "Français"),
    ("ru", "Русский"),
    ("es", "Español"),
    ("pt", "Português"),
]
MODELTRANSLATION_DEFAULT_LANGUAGE = "en"
MODELTRANSLATION_FALLBACK_LANGUAGES = ("en",)
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
FORMAT_MODULE_PATH = ["imrf_portal.formats"]

STATIC_URL = "static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", str(STATE_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = STATE_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

MAIL_DIR = STATE_DIR / "mail"
vars().update(
    env.email_url("EMAIL_URL", default="consolemail://" if DEBUG else "smtp://localhost:25")
)
if DEMONSTRATION and not env.str("EMAIL_URL", ""):
    EMAIL_BACKEND = "notices.mail_files.OneFileEach"
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "IMRF Portal <portal@example.org>")

# 10 MB and more in one answer is refused with 413 before it is read; files have their own limit.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
ATTACHMENT_MAX_BYTES = 25 * 1024 * 1024
# A recording comes in parts, and goes on where it stopped; two hours of good video are some 2 GB.
RECORDING_MAX_BYTES = env.int("RECORDING_MAX_BYTES", 3 * 1024**3)
RECORDING_PART_BYTES = 4 * 1024 * 1024
CAPTIONS_MAX_BYTES = 2 * 1024 * 1024
CAPTIONS_MOST_LINES = 20_000
# Files that still come; on the disk of the media, so that nothing is copied.
UPLOADS_DIR = STATE_DIR / "uploads"
FILE_UPLOAD_HANDLERS = [
    "imrf_portal.receiving.RefuseTooLarge",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "imrf_portal.receiving.LayByTheMedia",
]

CONTENT_SECURITY_POLICY = policy(OIDC_SERVER_URL)
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "imrf_portal.errors.csrf_failure"
if not DEBUG and not DEMONSTRATION:
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", True)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_REDIRECT_EXEMPT = [r"^health/", r"^metrics$"]
    SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", 31_536_000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

# Who asks for /metrics from another machine must know this; unset, nobody can.
METRICS_TOKEN = env.str("METRICS_TOKEN", "")

LOGGING_CONFIG = None
configure_logs(level=env.str("LOG_LEVEL", "INFO"), readable=DEBUG or DEMONSTRATION)
