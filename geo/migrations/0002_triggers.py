"""What check constraints cannot say: claims never change, merges have one step."""

from django.db import migrations

CLAIMS_NEVER_CHANGE = """
CREATE FUNCTION claim_rows_do_not_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- `erase` blanks what a legal duty demands; it says so for its transaction alone.
    IF current_setting('lazos.erasing', true) = 'on' THEN
        RETURN NEW;
    END IF;
    IF OLD.shown_to IS NOT NULL AND NEW.shown_to IS DISTINCT FROM OLD.shown_to THEN
        RAISE EXCEPTION 'claim % is closed: record a new row', OLD.ref USING ERRCODE = 'check_violation';
    END IF;
    IF (to_jsonb(NEW) - 'shown_to') IS DISTINCT FROM (to_jsonb(OLD) - 'shown_to') THEN
        RAISE EXCEPTION 'claim % never changes except shown_to: record a new row', OLD.ref
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER claim_rows_do_not_change BEFORE UPDATE ON geo_claim
    FOR EACH ROW EXECUTE FUNCTION claim_rows_do_not_change();
"""

MERGES_HAVE_ONE_STEP = """
CREATE FUNCTION actor_merges_have_one_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.merged_into_id IS NOT NULL AND (
        EXISTS (SELECT FROM geo_actor WHERE id = NEW.merged_into_id AND merged_into_id IS NOT NULL)
        OR EXISTS (SELECT FROM geo_actor WHERE merged_into_id = NEW.id)
    ) THEN
        RAISE EXCEPTION 'actor % may only merge into an unmerged actor that is not merged itself', NEW.id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER actor_merges_have_one_step AFTER INSERT OR UPDATE OF merged_into_id ON geo_actor
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION actor_merges_have_one_step();
"""


class Migration(migrations.Migration):
    dependencies = [("geo", "0001_relations")]
    operations = [
        migrations.RunSQL(
            CLAIMS_NEVER_CHANGE,
            "DROP TRIGGER claim_rows_do_not_change ON geo_claim; DROP FUNCTION claim_rows_do_not_change();",
        ),
        migrations.RunSQL(
            MERGES_HAVE_ONE_STEP,
            "DROP TRIGGER actor_merges_have_one_step ON geo_actor; DROP FUNCTION actor_merges_have_one_step();",
        ),
    ]
