"""The statements that write list rows: for each shown claim, whom it concerns and how its event looks from there.

Each serves a change (the claims of a few events) and a rebuild (all claims).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from geo.vocabulary import COUNTED_MODALITIES, MODE_SCORES, TYPES

SCORES = ", ".join(
    f"('{kind}', '{mode}', {score}::float)"
    for (kind, mode), score in {**{(kind, ""): facts.score for kind, facts in TYPES.items()}, **MODE_SCORES}.items()
)
COUNTED = ", ".join(f"'{modality}'" for modality in COUNTED_MODALITIES)
# The period of an event: a month when it is known that close, a year when not, else undated. Never January for a year.
MONTH = "date_trunc('month', happened.date_earliest) = date_trunc('month', happened.date_latest)"
YEAR = "date_trunc('year', happened.date_earliest) = date_trunc('year', happened.date_latest)"

# Steps on the way to rows, each a query that may name those before it. A change reads them in a WITH; a rebuild makes
# tables of them for its transaction, so that each is computed once and the planner knows how large it is.
TOLD = f"""
    SELECT claim.id, claim.article_id, claim.listed_on, claim.is_speech, claim.symmetric, claim.modality,
        claim.modality IN ({COUNTED}) AS counts,
        claim.review IN ('accepted', 'edited') AND claim.modality IN ({COUNTED}) AS reviewed,
        happened.id AS event_id, happened.type,
        CASE WHEN {MONTH} THEN 'month' WHEN {YEAR} THEN 'year' ELSE 'undated' END AS precision,
        CASE WHEN {MONTH} THEN date_trunc('month', happened.date_earliest)::date
             WHEN {YEAR} THEN date_trunc('year', happened.date_earliest)::date END AS period,
        coalesce(moded.score, plain.score) AS score,
        article.origin_id, article.source_id, article.language,
        extract(year FROM article.published_on)::smallint AS published_year
    FROM geo_claim claim
    JOIN articles_article article ON article.id = claim.article_id
    JOIN geo_event own ON own.id = claim.event_id
    JOIN geo_event happened ON happened.id = coalesce(own.merged_into_id, own.id)
    LEFT JOIN (VALUES {SCORES}) plain (type, mode, score) ON plain.type = happened.type AND plain.mode = ''
    LEFT JOIN (VALUES {SCORES}) moded (type, mode, score)
        ON moded.type = happened.type AND moded.mode = claim.mode
    WHERE claim.shown_from IS NOT NULL AND claim.shown_to IS NULL {{only}}"""
# Whom a party stands for: itself, and the country that it acts for. `alone`: the claim has no target at all.
MEMBER = """
    SELECT party.event_id, party.claim_id, party.counts, party.reviewed, party.role, party.rank, stands.actor_id,
        party.country, stands.is_country, party.official, party.alone
    FROM (
        SELECT party.*, told.event_id, told.counts, told.reviewed,
            NOT bool_or(role = 'target') OVER (PARTITION BY claim_id) AS alone
        FROM told JOIN geo_claimparty party ON party.claim_id = told.id
    ) party
    LEFT JOIN geo_actor actor ON actor.id = party.actor_id
    LEFT JOIN geo_actor other ON other.id = actor.merged_into_id
    LEFT JOIN geo_actor country ON country.iso3 = party.country
    CROSS JOIN LATERAL (
        VALUES (coalesce(other.id, actor.id), coalesce(other.iso3, actor.iso3) IS NOT NULL)
    ) own (id, is_country)
    CROSS JOIN LATERAL (
        SELECT own.id, own.is_country WHERE own.id IS NOT NULL
        UNION ALL SELECT country.id, TRUE WHERE country.id IS NOT NULL AND NOT (own.is_country AND own.id = country.id)
    ) stands (actor_id, is_country)"""
# Sources with targets; without any target, sources with each other. Not a country with itself or with its own.
PAIRED = """
    SELECT one.event_id, one.claim_id, one.counts, one.reviewed, least(one.actor_id, other.actor_id) AS first_id,
        greatest(one.actor_id, other.actor_id) AS second_id, one.official AND other.official AS official,
        CASE WHEN other.role = 'source' THEN 0 WHEN one.actor_id < other.actor_id THEN 1 ELSE -1 END AS direction
    FROM member one JOIN member other ON other.claim_id = one.claim_id
    WHERE one.role = 'source' AND one.actor_id <> other.actor_id
        AND (other.role = 'target' OR one.alone AND one.rank < other.rank)
        AND NOT (one.country <> '' AND one.country = other.country AND (one.is_country OR other.is_country))"""
FORMAT = "SELECT claim_id, count(DISTINCT country) FILTER (WHERE country <> '') AS countries FROM member GROUP BY 1"
STEPS = {"told": TOLD, "member": MEMBER, "paired": PAIRED, "format": FORMAT}
STEPS_OF_ACTORS = ("told", "member")
BY_EVENT = ("member", "paired")
"""A rebuild reads them in the order of events, a few rows at a time. They are written nearly in that order."""
ONLY = "AND claim.event_id = ANY(%(events)s)"

EVENT_COLUMNS = "listed_on, type, precision, period, is_speech, score, modality, source_id"
_TOLD_COLUMNS = ", ".join(f"told.{column}" for column in EVENT_COLUMNS.split(", "))
# An event as its owner sees it: counted by its first claim there that counts, reviewed by any. `waits` is the opposite
# of `counts`, which sorts first: groups come in the order that the window asks for, and are sorted once.
_SEEN = """
        NOT waits AND first_value(claim_id) OVER seen = claim_id AS counts, bool_or(reviewed) OVER seen AS reviewed"""
_SEEN_BY = """
    WINDOW seen AS (
        PARTITION BY event_id, {owner} ORDER BY waits, claim_id
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    )"""

ACTOR_ROWS = f"""
    INSERT INTO geo_claimactor
        (claim_id, event_id, actor_id, as_source, as_target, official, {EVENT_COLUMNS}, counts, reviewed)
    SELECT told.id, told.event_id, whom.actor_id, whom.as_source, whom.as_target, whom.official, {_TOLD_COLUMNS},
        whom.counts, whom.reviewed
    FROM (
        SELECT claim_id, actor_id, as_source, as_target, official, {_SEEN}
        FROM (
            SELECT event_id, actor_id, NOT counts AS waits, claim_id, reviewed, bool_or(role = 'source') AS as_source,
                bool_or(role = 'target') AS as_target, bool_or(official) AS official
            FROM member GROUP BY 1, 2, 3, 4, 5
        ) one {_SEEN_BY.format(owner="actor_id")}
    ) whom JOIN told ON told.id = whom.claim_id"""

COUNTRIES = """CASE WHEN one.country <> '' AND other.country <> '' AND one.country <> other.country
            THEN least(one.country, other.country) || ' ' || greatest(one.country, other.country) ELSE '' END"""
ARE_COUNTRIES = "one.iso3 IS NOT NULL AND other.iso3 IS NOT NULL"

RELATIONSHIPS = f"""
    INSERT INTO geo_relationship (first_id, second_id, countries, are_countries, event_count, conflict_count,
        meeting_count, claim_count, reviewed_count)
    SELECT pair.first_id, pair.second_id,
        {COUNTRIES}, {ARE_COUNTRIES}, 0, 0, 0, 0, 0
    FROM (SELECT DISTINCT first_id, second_id FROM paired) pair
    JOIN geo_actor one ON one.id = pair.first_id JOIN geo_actor other ON other.id = pair.second_id
    ORDER BY pair.first_id, pair.second_id ON CONFLICT (first_id, second_id) DO NOTHING"""

# {pairs} knows the ids of all pairs: geo_relationship, or what a rebuild is about to write there.
PAIR_ROWS = f"""
    INSERT INTO geo_claimpair
        (claim_id, event_id, relationship_id, direction, official, {EVENT_COLUMNS}, counts, reviewed, reports,
        countries, language, published_year)
    SELECT told.id, told.event_id, pair.id,
        CASE WHEN told.symmetric OR whom.low <> whom.high THEN 0 ELSE whom.low END,
        whom.official, {_TOLD_COLUMNS}, whom.counts, whom.reviewed, whom.reports, format.countries,
        told.language, told.published_year
    FROM (
        SELECT claim_id, first_id, second_id, official, low, high, count(*) OVER seen AS reports, {_SEEN}
        FROM (
            SELECT event_id, first_id, second_id, NOT counts AS waits, claim_id, reviewed,
                bool_or(official) AS official, min(direction) AS low, max(direction) AS high
            FROM paired GROUP BY 1, 2, 3, 4, 5, 6
        ) one {_SEEN_BY.format(owner="first_id, second_id")}
    ) whom
    JOIN told ON told.id = whom.claim_id JOIN format ON format.claim_id = told.id
    JOIN {{pairs}} pair USING (first_id, second_id)"""

VOICE_ROWS = """
    INSERT INTO geo_claimvoice (claim_id, actor_id, listed_on)
    SELECT DISTINCT told.id, coalesce(actor.merged_into_id, actor.id), told.listed_on
    FROM told JOIN geo_attribution attribution ON attribution.claim_id = told.id
    JOIN geo_actor actor ON actor.id = attribution.actor_id"""

EVENT_ROWS = """
    INSERT INTO geo_eventtotal
        (event_id, claims, origins, counts, type, precision, period, is_speech, reviewed)
    SELECT event_id, claims, origins, counts, type, precision, period, is_speech, reviewed
    FROM (
        SELECT DISTINCT ON (event_id) event_id, type, precision, period, is_speech, counts
        FROM told ORDER BY event_id, counts DESC, id
    ) firsts JOIN (
        SELECT event_id, count(*) AS claims, count(DISTINCT origin_id) AS origins, bool_or(reviewed) AS reviewed
        FROM told GROUP BY 1
    ) sums USING (event_id)"""
STATEMENTS = (ACTOR_ROWS, RELATIONSHIPS, PAIR_ROWS, VOICE_ROWS, EVENT_ROWS)

ARTICLE_ROWS = """
    INSERT INTO geo_articletotal (article_id, source_id, language, year, claims, reviewed)
    SELECT article.id, article.source_id, article.language, extract(year FROM article.published_on),
        count(claim.id), count(claim.id) FILTER (WHERE claim.review IN ('accepted', 'edited'))
    FROM articles_article article LEFT JOIN geo_claim claim
        ON claim.article_id = article.id AND claim.shown_from IS NOT NULL AND claim.shown_to IS NULL
    WHERE article.superseded_at IS NULL AND article.withdrawn_at IS NULL AND article.erased_at IS NULL
        AND article.state <> 'unread'
        AND EXISTS (SELECT FROM geo_run run WHERE run.article_id = article.id AND run.state = 'published') {only}
    GROUP BY article.id"""
ONLY_ARTICLES = "AND article.id = ANY(%(articles)s)"


# For a rebuild: pairs keep the ids that they have, and are written once, when their sums are known.
PAIRS = """
    CREATE TEMPORARY TABLE pair ON COMMIT DROP AS
    SELECT coalesce(known.id, nextval(pg_get_serial_sequence('geo_relationship', 'id'))) AS id, first_id, second_id
    FROM (SELECT DISTINCT first_id, second_id FROM paired ORDER BY 1, 2) found
    LEFT JOIN geo_relationship known USING (first_id, second_id)"""
# In the order of events, a few rows at a time: hashed or sorted as a whole, three million rows would fill the memory.
_BY_EVENT = "SET LOCAL enable_hashagg = off; SET LOCAL enable_mergejoin = off"
_ANYHOW = "SET LOCAL enable_hashagg = on; SET LOCAL enable_mergejoin = on"
ALL_PAIR_ROWS = (PAIRS, "ANALYZE pair", _BY_EVENT, PAIR_ROWS.replace("{pairs}", "pair"), _ANYHOW)
ALL_ACTOR_ROWS = (_BY_EVENT, ACTOR_ROWS, _ANYHOW, VOICE_ROWS, EVENT_ROWS, ARTICLE_ROWS.replace("{only}", ""))


def for_events(statement: str) -> str:
    """One that takes the parameter `events`."""
    steps = ", ".join(f"{name} AS MATERIALIZED ({query})" for name, query in STEPS.items())
    return f"WITH {steps} {statement}".replace("{only}", ONLY).replace("{pairs}", "geo_relationship")


def steps_for_all(names: Iterable[str] = STEPS) -> Iterator[str]:
    """Make the tables of the steps, which live as long as the transaction."""
    for name in names:
        yield f"CREATE TEMPORARY TABLE {name} ON COMMIT DROP AS {STEPS[name].replace('{only}', '')}"
        if name in BY_EVENT:
            yield f"CREATE INDEX ON {name} (event_id)"
        yield f"ANALYZE {name}"
