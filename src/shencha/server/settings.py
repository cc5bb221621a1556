"""Settings, all from the environment; nothing here decides anything about a case.

SHENCHA_DATA           folder for the database, files and keys (default ./var)
SHENCHA_DATABASE_URL   postgresql://user:password@host:port/name (default: SQLite in SHENCHA_DATA)
SHENCHA_KEYS           folder for the keys, given to each machine from elsewhere (default: SHENCHA_DATA)
SHENCHA_SECRET_KEY     signs sessions (default: made once and kept in SHENCHA_DATA)
SHENCHA_HOSTS          host names it answers to, separated by commas (default 127.0.0.1, localhost)
SHENCHA_LOG_ORIGIN     name of the log in its checkpoints
SHENCHA_PLAIN_HTTP     1 where no TLS stands in front: a demo, a test
SHENCHA_DOCUMENT_CODE  the office's code in the numbers of its papers (default: an invented one that says so)
SHENCHA_SEAL           the office's certificate and key (PKCS #12): notices that go out bear its seal, PAdES
SHENCHA_SEAL_PASSPHRASE_FILE  a file that holds its passphrase (default: none is needed)
SHENCHA_DEMO           1 in `shencha demo` only: a page tells everyone's password
SHENCHA_PROXIES        how many proxies of ours stand in front (default: not said, and no limits by client address)
SHENCHA_IDLE_MINUTES   after how many minutes without use a session ends (default 30)
SHENCHA_METRICS        host:port at which a monitor reads figures (Prometheus text; default: none)
SHENCHA_SMTP           host:port of a mail relay (default: none, nothing is sent)
SHENCHA_SMTP_USER      name and password for the relay, if it asks for them
SHENCHA_SMTP_PASSWORD
SHENCHA_SMTP_TLS       starttls, tls or none (default none)
SHENCHA_MAIL_FROM      address from which mail comes
SHENCHA_SECURITY_CONTACT  mailto: or https: address for whoever finds a weakness (/.well-known/security.txt)
SHENCHA_CONTACT        whom to ask, for the help page (default: the page says that none is named)
SHENCHA_HOURS          when they answer
SHENCHA_CLAMD          socket of ClamAV's clamd, a path or host:port (default: none, files are not scanned)
SHENCHA_SITE           https://host of the pages, for the link in mail
"""

from __future__ import annotations

import os
from pathlib import Path

from shencha.documents.sheet import SAMPLE_CODE
from shencha.records.secrets import made_folder
from shencha.server.environment import (
    data_folder,
    database,
    idle_seconds,
    keys_folder,
    metrics,
    proxies,
    remind_at,
    remind_before,
    secret_key,
    security_contact,
    tries,
)

DATA = data_folder()
KEYS = keys_folder()
SECRET_KEY = secret_key(KEYS or DATA)
DEBUG = False
ALLOWED_HOSTS = os.environ.get("SHENCHA_HOSTS", "127.0.0.1,localhost").split(",")
PLAIN_HTTP = os.environ.get("SHENCHA_PLAIN_HTTP") == "1"
DEMO = os.environ.get("SHENCHA_DEMO") == "1"
LOG_ORIGIN = os.environ.get("SHENCHA_LOG_ORIGIN", "shencha.example/log")
CLAMD = os.environ.get("SHENCHA_CLAMD", "")
SEAL = os.environ.get("SHENCHA_SEAL", "")
SEAL_PASSPHRASE_FILE = os.environ.get("SHENCHA_SEAL_PASSPHRASE_FILE", "")
DOCUMENT_CODE = os.environ.get("SHENCHA_DOCUMENT_CODE") or SAMPLE_CODE
CONTACT = os.environ.get("SHENCHA_CONTACT", "")
SECURITY_CONTACT = security_contact()
HOURS = os.environ.get("SHENCHA_HOURS", "")
FILES = DATA / "files"
PROXIES = proxies()
METRICS = metrics()
MOST_UPLOAD_BYTES = 2 * 2**30

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "shencha.records",
    "shencha.web",
]
MIDDLEWARE = [
    "shencha.server.metrics.counted",
    "django.middleware.security.SecurityMiddleware",
    "shencha.server.headers.strict_headers",
    "shencha.server.bodies.whole_bodies",
    "shencha.api.problems.problem_documents",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "shencha.web.reports.apart.without_account",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "shencha.web.accounts.guard.ended_sessions",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "shencha.server.limits.shares",
    "shencha.server.bodies.bounded_bodies",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "shencha.records.workdays.workdays_of_request",
    "shencha.web.acting.acting_middleware",
    "shencha.server.security_log.noted",
    "shencha.web.accounts.guard.second_factors",
    "shencha.server.plain_text.plain_text",
    "shencha.web.typed.typed_again",
    "shencha.web.problems.problem_pages",
    "shencha.server.health.full_disks",
    "shencha.web.uploads.arrived_files",
]
ROOT_URLCONF = "shencha.server.urls"
WSGI_APPLICATION = "shencha.server.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent.parent / "web" / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "shencha.web.folding.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "shencha.web.acting.desk_of",
            ],
        },
    }
]
DATABASES = {"default": database(DATA)}
CACHES = {
    "default": {  # counts of tries: every process and machine must see them
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "records_remembered",
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},
    },
    "here": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}
"""`here` is what each process may remember for itself."""
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "records.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "shencha.web.accounts.passwords.NoWordOfTheHouse"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
ACCOUNT_ADAPTER = "shencha.web.accounts.adapter.Accounts"
ACCOUNT_FORMS = {"reset_password": "shencha.web.accounts.forms.ResetForm"}
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_RATE_LIMITS = tries(PROXIES)
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES or 0
MFA_ADAPTER = "shencha.web.accounts.adapter.Factors"
MFA_FORMS = {
    "authenticate": "shencha.web.accounts.forms.SignInCode",
    "reauthenticate": "shencha.web.accounts.forms.AgainCode",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = PLAIN_HTTP
MFA_TOTP_ISSUER = "shencha"
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

SESSION_COOKIE_AGE = 8 * 3600
SESSION_IDLE_SECONDS = idle_seconds()
_OURS = (
    "" if PLAIN_HTTP else "__Host-"
)  # no other host and no plain connection can set or overwrite such a cookie
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{_OURS}sessionid", f"{_OURS}csrftoken"
LANGUAGE_COOKIE_NAME, KNOWN_COOKIE_NAME = f"{_OURS}language", f"{_OURS}known"
REPORT_COOKIE_NAME = "report" if PLAIN_HTTP else "__Secure-report"
LANGUAGE_COOKIE_SECURE, LANGUAGE_COOKIE_HTTPONLY, LANGUAGE_COOKIE_SAMESITE = not PLAIN_HTTP, True, "Lax"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not PLAIN_HTTP
CSRF_FAILURE_VIEW = "shencha.web.problems.form_expired"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if not PLAIN_HTTP else None
SECURE_HSTS_SECONDS = 0 if PLAIN_HTTP else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = not PLAIN_HTTP
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
FILE_UPLOAD_MAX_MEMORY_SIZE = 2**20
FILE_UPLOAD_TEMP_DIR = str(
    made_folder(DATA / "forms")
)  # on the disk whose room is asked for, and nobody else's
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "shencha.web.uploads.nameless_files",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20

_SMTP = os.environ.get("SHENCHA_SMTP", "")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if _SMTP else 'dummy'}.EmailBackend"
EMAIL_HOST, _, _PORT = _SMTP.partition(":")
EMAIL_PORT = int(_PORT or 25)
EMAIL_HOST_USER = os.environ.get("SHENCHA_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("SHENCHA_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("SHENCHA_SMTP_TLS") == "starttls"
EMAIL_USE_SSL = os.environ.get("SHENCHA_SMTP_TLS") == "tls"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("SHENCHA_MAIL_FROM", "shencha@localhost")
SITE = os.environ.get("SHENCHA_SITE", "").rstrip("/")
MAIL_WAITING = bool(_SMTP)
REMIND_BEFORE, REMIND_AT = remind_before(), remind_at()

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {"django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False}},
}
