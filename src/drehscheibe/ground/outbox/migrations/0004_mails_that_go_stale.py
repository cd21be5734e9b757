from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("outbox", "0003_confidential_mails"),
    ]

    operations = [
        migrations.AddField(
            model_name="mail",
            name="not_after",
            field=models.DateTimeField(help_text="Then it is of no use any more, e.g. a reminder.", null=True),
        ),
    ]
