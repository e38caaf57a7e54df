"""The statements that write list rows: for each shown claim, whom it concerns and how its event looks from there.

Each statement serves one change (the claims of a few events) and a rebuild (all claims): `written(ROWS, only=...)`.
"""

from __future__ import annotations

from geo.vocabulary import COUNTED_MODALITIES, MODE_SCORES, TYPES

SCORES = ", ".join(
    f"('{kind}', '{mode}', {score}::float)"
    for (kind, mode), score in {**{(kind, ""): facts.score for kind, facts in TYPES.items()}, **MODE_SCORES}.items()
)
COUNTED = ", ".join(f"'{modality}'" for modality in COUNTED_MODALITIES)
# The period of an event: a month when it is known that close, a year when not, else undated. Never January for a year.
MONTH = "date_trunc('month', happened.date_earliest) = date_trunc('month', happened.date_latest)"
YEAR = "date_trunc('year', happened.date_earliest) = date_trunc('year', happened.date_latest)"

TOLD = f"""
    WITH scores (type, mode, score) AS (VALUES {SCORES}),
    told AS (
        SELECT claim.id, claim.article_id, claim.listed_on, claim.is_speech, claim.symmetric,
            claim.modality IN ({COUNTED}) AS counts,
            claim.review IN ('accepted', 'edited') AND claim.modality IN ({COUNTED}) AS reviewed,
            happened.id AS event_id, happened.type,
            CASE WHEN {MONTH} THEN 'month' WHEN {YEAR} THEN 'year' ELSE 'undated' END AS precision,
            CASE WHEN {MONTH} THEN date_trunc('month', happened.date_earliest)::date
                 WHEN {YEAR} THEN date_trunc('year', happened.date_earliest)::date END AS period,
            coalesce(moded.score, plain.score) AS score
        FROM geo_claim claim
        JOIN geo_event own ON own.id = claim.event_id
        JOIN geo_event happened ON happened.id = coalesce(own.merged_into_id, own.id)
        JOIN scores plain ON plain.type = happened.type AND plain.mode = ''
        LEFT JOIN scores moded ON moded.type = happened.type AND moded.mode = claim.mode
        WHERE claim.shown_from IS NOT NULL AND claim.shown_to IS NULL {{only}}
    )"""
ONLY = "AND claim.event_id = ANY(%(events)s)"

# Whom a party stands for: itself, and the country that it acts for.
MEMBERS = """,
    member AS (
        SELECT party.claim_id, party.role, party.rank, stands.actor_id, party.country, stands.is_country, party.official
        FROM told JOIN geo_claimparty party ON party.claim_id = told.id
        LEFT JOIN geo_actor actor ON actor.id = party.actor_id
        LEFT JOIN geo_actor country ON country.iso3 = party.country
        CROSS JOIN LATERAL (VALUES
            (coalesce(actor.merged_into_id, actor.id), actor.iso3 IS NOT NULL), (country.id, TRUE)
        ) AS stands (actor_id, is_country)
        WHERE stands.actor_id IS NOT NULL
    )"""

# Sources with targets; without any target, sources with each other. Not a country with itself or with its own.
PAIRED = (
    MEMBERS
    + """,
    paired AS (
        SELECT claim_id, least(one, other) AS first_id, greatest(one, other) AS second_id,
            bool_or(official) AS official,
            CASE WHEN min(direction) = max(direction) THEN min(direction) ELSE 0 END AS direction
        FROM (
            SELECT one.claim_id, one.actor_id AS one, other.actor_id AS other,
                one.official AND other.official AS official,
                CASE WHEN told.symmetric OR other.role = 'source' THEN 0
                     WHEN one.actor_id < other.actor_id THEN 1 ELSE -1 END AS direction
            FROM told JOIN member one ON one.claim_id = told.id AND one.role = 'source'
            JOIN member other ON other.claim_id = told.id
            WHERE one.actor_id <> other.actor_id
                AND NOT (one.country <> '' AND one.country = other.country AND (one.is_country OR other.is_country))
                AND (other.role = 'target' OR one.rank < other.rank AND NOT EXISTS (
                    SELECT FROM geo_claimparty party WHERE party.claim_id = told.id AND party.role = 'target'))
        ) sides GROUP BY 1, 2, 3
    )"""
)

EVENT_COLUMNS = "listed_on, type, precision, period, is_speech, score"
_FIRST = (
    "told.counts AND row_number() OVER (PARTITION BY {owner}, told.event_id ORDER BY told.counts DESC, told.id) = 1"
)
_REVIEWED = "bool_or(told.reviewed) OVER (PARTITION BY {owner}, told.event_id)"
_TOLD_COLUMNS = "told.listed_on, told.type, told.precision, told.period, told.is_speech, told.score"

ACTOR_ROWS = (
    TOLD
    + MEMBERS
    + f"""
    INSERT INTO geo_claimactor
        (claim_id, event_id, actor_id, as_source, as_target, official, {EVENT_COLUMNS}, counts, reviewed)
    SELECT told.id, told.event_id, whom.actor_id, whom.as_source, whom.as_target, whom.official, {_TOLD_COLUMNS},
        {_FIRST.format(owner="whom.actor_id")}, {_REVIEWED.format(owner="whom.actor_id")}
    FROM (
        SELECT claim_id, actor_id, bool_or(role = 'source') AS as_source, bool_or(role = 'target') AS as_target,
            bool_or(official) AS official
        FROM member GROUP BY claim_id, actor_id
    ) whom JOIN told ON told.id = whom.claim_id"""
)

COUNTRIES = """CASE WHEN one.country <> '' AND other.country <> '' AND one.country <> other.country
            THEN least(one.country, other.country) || ' ' || greatest(one.country, other.country) ELSE '' END"""
ARE_COUNTRIES = "one.iso3 IS NOT NULL AND other.iso3 IS NOT NULL"

RELATIONSHIPS = (
    TOLD
    + PAIRED
    + f"""
    INSERT INTO geo_relationship (first_id, second_id, countries, are_countries, event_count, conflict_count,
        meeting_count, claim_count, reviewed_count)
    SELECT pair.first_id, pair.second_id,
        {COUNTRIES}, {ARE_COUNTRIES}, 0, 0, 0, 0, 0
    FROM (SELECT DISTINCT first_id, second_id FROM paired) pair
    JOIN geo_actor one ON one.id = pair.first_id JOIN geo_actor other ON other.id = pair.second_id
    ORDER BY pair.first_id, pair.second_id ON CONFLICT (first_id, second_id) DO NOTHING"""
)

PAIR_ROWS = (
    TOLD
    + PAIRED
    + f"""
    INSERT INTO geo_claimpair
        (claim_id, event_id, relationship_id, direction, official, {EVENT_COLUMNS}, counts, reviewed, reports,
        countries, source_id, language, published_year)
    SELECT told.id, told.event_id, relationship.id, paired.direction, paired.official, {_TOLD_COLUMNS},
        {_FIRST.format(owner="relationship.id")}, {_REVIEWED.format(owner="relationship.id")},
        count(*) OVER (PARTITION BY relationship.id, told.event_id),
        (SELECT count(DISTINCT country) FROM geo_claimparty party WHERE party.claim_id = told.id AND country <> ''),
        article.source_id, article.language, extract(year FROM article.published_on)
    FROM paired JOIN told ON told.id = paired.claim_id
    JOIN geo_relationship relationship USING (first_id, second_id)
    JOIN articles_article article ON article.id = told.article_id"""
)

VOICE_ROWS = (
    TOLD
    + """
    INSERT INTO geo_claimvoice (claim_id, actor_id, listed_on)
    SELECT DISTINCT told.id, coalesce(actor.merged_into_id, actor.id), told.listed_on
    FROM told JOIN geo_attribution attribution ON attribution.claim_id = told.id
    JOIN geo_actor actor ON actor.id = attribution.actor_id"""
)

EVENT_ROWS = (
    TOLD
    + """,
    firsts AS (
        SELECT DISTINCT ON (event_id) event_id, type, precision, period, is_speech, counts
        FROM told ORDER BY event_id, counts DESC, id
    ), sums AS (
        SELECT told.event_id, count(*) AS claims, count(DISTINCT article.origin_id) AS origins,
            bool_or(told.reviewed) AS reviewed
        FROM told JOIN articles_article article ON article.id = told.article_id GROUP BY 1
    )
    INSERT INTO geo_eventtotal
        (event_id, claims, origins, counts, type, precision, period, is_speech, reviewed)
    SELECT event_id, claims, origins, counts, type, precision, period, is_speech, reviewed
    FROM firsts JOIN sums USING (event_id)"""
)

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
