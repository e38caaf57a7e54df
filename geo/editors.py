"""Who may do what: roles are groups. The group of editors is made with the database and then left to the admin."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db.models import Q

MAY = {
    "articles": "view_article add_article change_article view_source add_source change_source view_upload",
    "geo": (
        "view_actor change_actor view_alias add_alias change_alias view_office add_office change_office view_claim "
        "view_claimparty view_attribution view_event change_event view_eventlink view_mention view_review add_review "
        "view_run view_tie add_tie change_tie view_relationship view_relationshipperiod"
    ),
}


def make_group(using: str = "default", **kwargs: Any) -> None:
    """Make "Editors" where it is not there; an admin's changes to it stay. Called after each migration."""
    group, is_new = Group.objects.using(using).get_or_create(name="Editors")
    if not is_new:
        return
    wanted = Q()
    for app, names in MAY.items():
        wanted |= Q(content_type__app_label=app, codename__in=names.split())
    group.permissions.set(Permission.objects.using(using).filter(wanted))
