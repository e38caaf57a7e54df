"""Every address of the site."""

from django.contrib import admin
from django.urls import path

from geo.server.health import healthz
from geo.views.actors import actor, actors
from geo.views.articles import article, articles
from geo.views.claims import claim
from geo.views.dyads import dyad
from geo.views.events import event
from geo.views.home import home
from geo.views.methods import methods
from geo.views.search import search

urlpatterns = [
    path("", home, name="home"),
    path("actors/", actors, name="actors"),
    path("actors/<slug:slug>/", actor, name="actor"),
    path("dyads/<str:codes>/", dyad, name="dyad"),
    path("articles/", articles, name="articles"),
    path("articles/<int:pk>/", article, name="article"),
    path("claims/<str:ref>/", claim, name="claim"),
    path("events/<int:pk>/", event, name="event"),
    path("search/", search, name="search"),
    path("methods/", methods, name="methods"),
    path("admin/", admin.site.urls),
    path("healthz", healthz, name="healthz"),
]

handler400 = "geo.views.error_pages.bad_request"
handler403 = "geo.views.error_pages.forbidden"
handler404 = "geo.views.error_pages.not_found"
handler500 = "geo.views.error_pages.failed"
