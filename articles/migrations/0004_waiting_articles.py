from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0003_closed_lists"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(("state__in", ["queued", "reading"])), fields=["state"], name="article_waiting"
            ),
        ),
    ]
