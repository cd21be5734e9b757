import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("bodies", "0001_initial"),
        ("plans", "0002_limit_texts"),
    ]

    operations = [
        migrations.AddField(
            model_name="project",
            name="body",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="bodies.body",
            ),
        ),
    ]
