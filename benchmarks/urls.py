from django.urls import path

from benchmarks.bare import bare, forget
from geo.urls import urlpatterns as pages

urlpatterns = [path("bench/bare/", bare), path("bench/forget/", forget), *pages]
