"""Jobs on the same PostgreSQL: deferred in the transaction that stores the article, run by workers.

Queue `extraction` holds readings; only its workers load spaCy. Queue `default` holds the housekeeping.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

import procrastinate
from django.db import OperationalError
from django.dispatch import receiver
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.types import JSONDict

from articles.models import Article
from articles.signals import articles_hidden, articles_stored
from geo.models import Run
from geo.recording import record

logger = logging.getLogger(__name__)
BATCH = 1000
STALLED_AFTER = 30  # seconds without a sign of life from a job's worker


@receiver(articles_stored)
def queue_readings(sender: object, article_ids: list[int], **kwargs: Any) -> None:
    """Defer one job an article, in the caller's transaction: both are stored, or neither."""
    Article.objects.filter(pk__in=article_ids).update(state=Article.State.QUEUED, state_note="")
    for start in range(0, len(article_ids), BATCH):
        jobs: list[JSONDict] = [{"article_id": pk} for pk in article_ids[start : start + BATCH]]
        read_article.batch_defer(*jobs)


@receiver(articles_hidden)
def close_claims(sender: object, article_ids: list[int], erased: bool = False, **kwargs: Any) -> None:
    record.hide(article_ids, erased=erased)


@app.task(
    queue="extraction",
    retry=procrastinate.RetryStrategy(max_attempts=4, exponential_wait=3, retry_exceptions=[OperationalError]),
)
def read_article(article_id: int) -> None:
    """Read one article. What goes wrong with its text is kept on the article; a lost database is tried again."""
    from geo.recording.read import read_article as read  # loads spaCy: only in the workers of this queue

    article = Article.objects.select_related("source").filter(pk=article_id).first()
    if article is None or article.is_hidden or article.superseded_at:
        return
    Article.objects.filter(pk=article_id).update(state=Article.State.READING)
    try:
        run = read(article)
    except OperationalError:
        raise
    except Exception as error:
        logger.exception("reading of article %s failed", article_id)
        _note_failure(article_id, f"{type(error).__name__}: {error}")
        return
    logger.info("article %s read: %s claims", article_id, run.claim_count)


def _note_failure(article_id: int, reason: str) -> None:
    from geo.extraction import lexicons
    from geo.extraction.version import version

    Article.objects.filter(pk=article_id).update(state=Article.State.FAILED, state_note=reason)
    Run.objects.create(
        article_id=article_id, extractor_version=version(), lexicon_digest=lexicons.digest(), state=Run.State.FAILED,
        error=reason, finished_at=timezone.now(),
    )  # fmt: skip


@app.periodic(cron="* * * * * */20")
@app.task(queue="default", queueing_lock="retry_stalled", pass_context=True)
async def retry_stalled(context: procrastinate.JobContext, timestamp: int) -> None:
    """Give the jobs of dead workers back to the queue: a reading is one transaction, so none is half done."""
    manager = context.app.job_manager
    stalled: Iterable[procrastinate.jobs.Job] = await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER)
    for job in stalled:
        logger.warning("job %s lost its worker: queued again", job.id)
        await manager.retry_job(job)
