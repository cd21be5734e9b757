"""A new partner is welcomed once, also where the worker dies in between; who was asked by mail is told plainly."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("partners", "0003_greeting_mails_and_letters")]

    operations = [
        migrations.AddField(
            model_name="application",
            name="welcomed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.RemoveField(model_name="objection", name="mail"),
        migrations.AddField(
            model_name="objection",
            name="by_mail",
            field=models.BooleanField(default=False),
        ),
    ]
