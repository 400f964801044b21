from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("reviews", "0002_more_states")]

    operations = [migrations.RenameField("answer", "updated_by", "by")]
