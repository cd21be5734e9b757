"""Joining in steps, objections asked for, reasons and hearings of leaving; the wording in force."""

import django.core.validators
import django.db.models.deletion
import drehscheibe.ground.tenancy.scope
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('outbox', '0002_sendings_and_bounces'),
        ('partners', '0001_initial'),
        ('tenancy', '0003_operator'),
    ]

    operations = [
        migrations.CreateModel(
            name='LeavingWish',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_by', models.CharField(max_length=120)),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('reason', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(4000)], verbose_name='Möchten Sie uns sagen, warum?')),
                ('settled_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.AddField(
            model_name='application',
            name='link',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='tenancy.link'),
        ),
        migrations.AddField(
            model_name='application',
            name='naming_wording',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='application',
            name='sending',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='outbox.sending'),
        ),
        migrations.AddField(
            model_name='application',
            name='sort_name',
            field=models.CharField(blank=True, editable=False, max_length=200),
        ),
        migrations.AddField(
            model_name='declarationtext',
            name='in_force',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='membershipevent',
            name='heard_on',
            field=models.DateField(null=True, verbose_name='Angehört am'),
        ),
        migrations.AddField(
            model_name='membershipevent',
            name='hearing',
            field=models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(4000)], verbose_name='Was wurde gesagt?'),
        ),
        migrations.AddField(
            model_name='membershipevent',
            name='kind_after',
            field=models.CharField(blank=True, choices=[('voting', 'mit Stimme'), ('advisory', 'beratend'), ('guest', 'Gast')], max_length=10),
        ),
        migrations.AddField(
            model_name='membershipevent',
            name='kind_before',
            field=models.CharField(blank=True, choices=[('voting', 'mit Stimme'), ('advisory', 'beratend'), ('guest', 'Gast')], max_length=10),
        ),
        migrations.AddField(
            model_name='membershipevent',
            name='number',
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='membershipevent',
            name='resolution',
            field=models.CharField(blank=True, max_length=300, verbose_name='Beschluss'),
        ),
        migrations.AddField(
            model_name='membershipevent',
            name='values_clause',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='objection',
            name='channel',
            field=models.CharField(blank=True, choices=[('link', 'über den Link'), ('paper', 'auf Papier'), ('phone', 'am Telefon'), ('talk', 'im Gespräch'), ('mail', 'per E-Mail')], max_length=10, verbose_name='Wie?'),
        ),
        migrations.AddField(
            model_name='objection',
            name='made_by',
            field=models.CharField(blank=True, max_length=120, verbose_name='Wer hat Einspruch erhoben?'),
        ),
        migrations.AddField(
            model_name='objection',
            name='mail',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='outbox.mail'),
        ),
        migrations.AddField(
            model_name='objection',
            name='person',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='partners.person'),
        ),
        migrations.AddField(
            model_name='objection',
            name='settled_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.member'),
        ),
        migrations.AlterField(
            model_name='application',
            name='wants_naming',
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name='membershiprules',
            name='objection_days',
            field=models.PositiveSmallIntegerField(default=0, help_text='So lange können Ihre Partner sagen, dass sie gegen eine Aufnahme sind. 0: Sie werden nicht gefragt.', validators=[django.core.validators.MaxValueValidator(90)], verbose_name='Tage für Einspruch'),
        ),
        migrations.AlterField(
            model_name='objection',
            name='made_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name='objection',
            name='text',
            field=models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(4000)], verbose_name='Warum?'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('unconfirmed', 'new', 'asked', 'objections'))), fields=('alliance', 'email', 'sort_name'), name='application_open_once'),
        ),
        migrations.AddConstraint(
            model_name='declarationtext',
            constraint=models.UniqueConstraint(condition=models.Q(('in_force', True)), fields=('alliance',), name='declaration_one_in_force'),
        ),
        migrations.AddField(
            model_name='leavingwish',
            name='alliance',
            field=models.ForeignKey(default=drehscheibe.ground.tenancy.scope.current_alliance_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.alliance'),
        ),
        migrations.AddField(
            model_name='leavingwish',
            name='link',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='tenancy.link'),
        ),
        migrations.AddField(
            model_name='leavingwish',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='leaving_wishes', to='partners.organisation'),
        ),
        migrations.AddConstraint(
            model_name='leavingwish',
            constraint=models.UniqueConstraint(condition=models.Q(('settled_at', None)), fields=('organisation',), name='leaving_wish_one_open'),
        ),
    ]
