from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class GeoConfig(AppConfig):
    name = "geo"
    verbose_name = _("Relations")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import geo.tasks  # noqa: F401  connects the signals
        from geo.editors import make_group
        from geo.totals.rollup import rebuild_missing

        post_migrate.connect(make_group, sender=self)
        post_migrate.connect(rebuild_missing, sender=self)
