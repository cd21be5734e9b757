"""Some files are not for every member of the team."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("files", "0002_discarded_files")]

    operations = [
        migrations.AddField(
            model_name="storedfile",
            name="needs",
            field=models.CharField(blank=True, max_length=40),
        ),
    ]
