"""Menus and filters of a list ask its rows alone."""

from django.db import migrations, models

MODALITIES = [
    ("occurred", "occurred"), ("ongoing", "ongoing"), ("planned", "planned"), ("possible", "possible"),
    ("denied", "denied"), ("conditional", "conditional"),
]  # fmt: skip
FILL = """
    UPDATE geo_claimactor listed SET modality = claim.modality, source_id = article.source_id
    FROM geo_claim claim JOIN articles_article article ON article.id = claim.article_id
    WHERE claim.id = listed.claim_id;
    UPDATE geo_claimpair listed SET modality = claim.modality FROM geo_claim claim WHERE claim.id = listed.claim_id;"""


def modality() -> models.CharField:
    return models.CharField(choices=MODALITIES, default="", help_text="Of the claim", max_length=12)


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0004_waiting_articles"),
        ("geo", "0008_cells_by_year_covering"),
    ]

    operations = [
        migrations.AddField("claimactor", "modality", modality(), preserve_default=False),
        migrations.AddField("claimpair", "modality", modality(), preserve_default=False),
        migrations.AddField(
            "claimactor",
            "source",
            models.ForeignKey(
                "articles.Source", models.CASCADE, db_constraint=False, db_index=False, default=0, related_name="+"
            ),
            preserve_default=False,
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
