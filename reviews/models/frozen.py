"""A published questionnaire never changes: the database refuses it, whoever asks."""

import pgtrigger
from pgtrigger import Delete, Insert, Update

REFUSE = (
    "RAISE EXCEPTION 'A published questionnaire never changes (%)', TG_TABLE_NAME "
    "USING ERRCODE = 'restrict_violation';"
)

ITSELF = pgtrigger.Trigger(
    name="published_never_changes",
    when=pgtrigger.Before,
    operation=Update | Delete,
    condition=pgtrigger.Q(old__published_at__isnull=False),
    func=REFUSE,
)

OF_SECTION = "SELECT questionnaire_id FROM reviews_section WHERE id IN ({0}.section_id)"
OF_QUESTION = (
    "SELECT s.questionnaire_id FROM reviews_question q "
    "JOIN reviews_section s ON s.id = q.section_id WHERE q.id IN ({0}.question_id)"
)
OF_CONDITION = (
    "SELECT s.questionnaire_id FROM reviews_question q "
    "JOIN reviews_section s ON s.id = q.section_id WHERE q.id IN ({0}.question_id, {0}.on_id) "
    "UNION SELECT questionnaire_id FROM reviews_section WHERE id IN ({0}.section_id)"
)


def part_of(owners: str) -> pgtrigger.Trigger:
    """Refuses a row to be added, changed or taken out; `owners` says in which questionnaires it is.

    The questionnaire is locked, so that nothing slips in while another publishes it.
    """
    both = " UNION ".join(f"({owners.format(row)})" for row in ("OLD", "NEW"))
    locked = f"SELECT published_at FROM reviews_questionnaire WHERE id IN ({both}) FOR SHARE"  # noqa: S608
    return pgtrigger.Trigger(
        name="published_never_changes",
        when=pgtrigger.Before,
        operation=Insert | Update | Delete,
        func=f"""
            IF EXISTS (SELECT 1 FROM ({locked}) AS q WHERE q.published_at IS NOT NULL) THEN
                {REFUSE}
            END IF;
            RETURN COALESCE(NEW, OLD);
        """,  # noqa: S608
    )


SECTION = part_of("SELECT {0}.questionnaire_id")
QUESTION = part_of(OF_SECTION)
LINE = part_of(OF_QUESTION)
CONDITION = part_of(OF_CONDITION)
SUCCESSION = part_of("SELECT {0}.questionnaire_id")
