"""gunicorn's settings, in `make run` and in production (`gunicorn -c python:geo.server.gunicorn_conf geo.wsgi`)."""

import os
import select
import signal

from gunicorn.arbiter import Arbiter
from gunicorn.workers.base import Worker

from geo.server.embedded import die_with_parent

wsgi_app = "geo.wsgi"
bind = os.environ.get("LAZOS_BIND", "{}:{}".format(os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "8000")))
worker_class = "gthread"  # a keep-alive connection holds no worker
workers = int(os.environ.get("LAZOS_WEB_PROCESSES", "1"))
threads = int(os.environ.get("LAZOS_WEB_THREADS", "8"))
graceful_timeout = 5
control_socket_disable = True  # one for each user, not for each checkout
proc_name = "lazos"
# Django's own logging formats these lines: leave them to the root logger.
logconfig_dict = {
    "version": 1,
    "disable_existing_loggers": False,
    "root": {"level": "INFO", "handlers": []},
    "loggers": {
        "gunicorn.error": {"level": "WARNING", "handlers": [], "propagate": True},
        "gunicorn.access": {"level": "INFO", "handlers": [], "propagate": True},
    },
}


def post_fork(server: Arbiter, worker: Worker) -> None:
    """A worker whose master was killed must not hold the port."""
    die_with_parent(signal.SIGKILL)


def post_worker_init(worker: Worker) -> None:
    """In `make run` the web server loads while the tables are made: it waits until they are there, or have failed."""
    if ready := os.environ.get("LAZOS_READY"):
        while worker.alive and not select.select([int(ready)], [], [], 1)[0]:
            worker.notify()


def worker_exit(server: Arbiter, worker: Worker) -> None:
    """The pool's threads are to stop before the interpreter does: they cannot any more while it ends."""
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        connection.close()
        getattr(connection, "close_pool", bool)()
