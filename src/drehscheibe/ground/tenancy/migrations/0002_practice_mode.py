from django.db import migrations, models


def keep_sending(apps, schema_editor):
    """Alliances that were tended before there was a practice mode go on sending."""
    apps.get_model("tenancy", "Alliance").objects.filter(is_tended=True).update(is_live=True)


class Migration(migrations.Migration):
    dependencies = [("tenancy", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="alliance",
            name="is_live",
            field=models.BooleanField(
                default=False,
                help_text="Vorher, im Übungsmodus, landet jede E-Mail im eigenen Übungspostfach und verlässt das Haus nicht.",
                verbose_name="verschickt E-Mails",
            ),
        ),
        migrations.RunPython(keep_sending, migrations.RunPython.noop),
    ]
