"""The site's settings. Those that come from the environment are documented in docs/settings.md."""

import os

from groundgame.campaign.site.environment import database, flag, months, proxies, secret_key, whole_number, words
from groundgame.engine import home_folder

GROUNDGAME_HOME = home_folder()
GROUNDGAME_PARTY = os.environ.get("GROUNDGAME_PARTY", "labour")  # an id in the record's table of parties
# Whose letters the site sends, to stand in a sentence ("for …"); else the party's campaign.
GROUNDGAME_CAMPAIGN = os.environ.get("GROUNDGAME_CAMPAIGN", "").strip()
DEMO = flag("GROUNDGAME_DEMO")
# Who answers for the calls: name, and a postal address or a number that costs nothing (PECR 2003 reg. 24).
GROUNDGAME_CONTACT = os.environ.get("GROUNDGAME_CONTACT", "").strip() or (
    "This is a demonstration: nobody is rung, and there is no address to give." if DEMO else ""
)
# Whose message the calls are: name and postal address of the promoter, and of those on whose behalf (the imprint).
GROUNDGAME_IMPRINT = os.environ.get("GROUNDGAME_IMPRINT", "").strip()
# Who rings, if not callers by themselves: "twilio", with what it needs.
GROUNDGAME_DIALLER = os.environ.get("GROUNDGAME_DIALLER", "none").strip().lower()
TWILIO_ACCOUNT = os.environ.get("TWILIO_ACCOUNT", "")
TWILIO_TOKEN = os.environ.get("TWILIO_TOKEN", "")
TWILIO_NUMBER = os.environ.get("TWILIO_NUMBER", "")
TWILIO_API = os.environ.get("TWILIO_API", "https://api.twilio.com")
# How many months each kind of data is kept, where it is not the program's own term.
GROUNDGAME_RETENTION = months("GROUNDGAME_RETENTION")
# How large a file may be that somebody brings by a page, in megabytes: it is read whole.
GROUNDGAME_UPLOAD_MB = whole_number("GROUNDGAME_UPLOAD_MB", 300)
# Whether the web server works out what the first pages show before anybody asks.
GROUNDGAME_WARM = flag("GROUNDGAME_WARM", default=True)
DEBUG = flag("DEBUG")
SECRET_KEY = secret_key(GROUNDGAME_HOME)
ALLOWED_HOSTS = words("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = words("CSRF_TRUSTED_ORIGINS", "")

INSTALLED_APPS = [
    "groundgame.campaign.site.apps.SiteConfig",
    "groundgame.campaign.strategy.apps.StrategyConfig",
    "groundgame.campaign.phonebank.apps.PhonebankConfig",
    "groundgame.campaign.doorstep.apps.DoorstepConfig",
    "groundgame.campaign.selections.apps.SelectionsConfig",
    "groundgame.campaign.canvass.apps.CanvassConfig",
    "groundgame.campaign.register.apps.RegisterConfig",
    "groundgame.campaign.people.apps.PeopleConfig",
    "groundgame.campaign.jobs.apps.JobsConfig",
    "groundgame.campaign.accounts.apps.AccountsConfig",
    "groundgame.campaign.audit.apps.AuditConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "groundgame.campaign.site.middleware.content_security_policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "groundgame.campaign.site.context.site",
            ]
        },
    }
]

ROOT_URLCONF = "groundgame.campaign.site.urls"
WSGI_APPLICATION = "groundgame.campaign.site.wsgi.application"

DATABASES = {"default": database(os.environ.get("DATABASE_URL", "postgresql://postgres@127.0.0.1/groundgame"))}
DATABASES["default"]["CONN_MAX_AGE"] = 3600  # a new one plans all that it is asked, which others wait for
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
# The second is named by sign-ins that were begun before there was the first: they go on.
AUTHENTICATION_BACKENDS = [
    "groundgame.campaign.accounts.signed_in.Backend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
SESSION_ENGINE = "groundgame.campaign.accounts.signed_in"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "groundgame.campaign.site.adapter.CampaignAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"

# Without a mail server, letters are printed where the site runs, so that an invitation can still be passed on by hand.
EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = bool(EMAIL_HOST_USER)
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "groundgame@localhost")
CACHES = {
    "default": {"BACKEND": "groundgame.campaign.accounts.shared.NearCache", "OPTIONS": {"MAX_ENTRIES": 5000}},
    "shared": {"BACKEND": "groundgame.campaign.accounts.shared.SharedCache"},
}

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""  # the jobs room imports the rooms' tasks, and only where they are done

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {"django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False}},
}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True  # files are served from where they stand: nothing has to be collected
WHITENOISE_MAX_AGE = 3600

SESSION_COOKIE_HTTPONLY = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_COOKIES = not (DEBUG or DEMO)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_COOKIES and not flag("GROUNDGAME_INSECURE_COOKIES")
# So many proxies of ours stand before the site: the last of them says whether TLS was used, the first who asks.
ALLAUTH_TRUSTED_PROXY_COUNT = proxies("GROUNDGAME_BEHIND_PROXY")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
