"""Create the roles of owner, loader, analyst and BI client; what they may do stands in sql/grants.sql.

Revision: 0302
After: 0301
Created: 2026-11-22 22:14:00+00:00
"""

from __future__ import annotations

import logging

import sqlalchemy as sa
from alembic import op

revision = "0302"
down_revision = "0301"
branch_labels = None
depends_on = None

ROLES = {
    "onrecord_owner": "Owns the tables and views of onrecord",
    "onrecord_loader": "Writes rows of onrecord, changes no table",
    "onrecord_analyst": "Reads the saved views of onrecord",
    "onrecord_bi": "Reads the saved views of onrecord, with a limit of connections",
}
MAY_CREATE = "SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user"


def upgrade() -> None:
    """Roles belong to the server, and another database of it may have made them already, or be making them now."""
    if not op.get_bind().scalar(sa.text(MAY_CREATE)):
        logging.getLogger("onrecord").warning(
            "the roles %s were not created, since this user may create none: everything works for the user itself; "
            "an administrator can create them and run sql/grants.sql",
            ", ".join(ROLES),
        )
        return
    for role, purpose in ROLES.items():
        op.execute(
            f"DO $$ BEGIN IF to_regrole('{role}') IS NULL THEN CREATE ROLE {role} NOLOGIN;"
            f" COMMENT ON ROLE {role} IS '{purpose}'; END IF;"
            " EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
        )


def downgrade() -> None:
    """Take the rights in this database away; the roles stay, since other databases of the server may use them."""
    for role in ROLES:
        op.execute(
            # What the role owns goes to who takes it away: DROP OWNED would drop the tables.
            f"DO $$ BEGIN IF to_regrole('{role}') IS NOT NULL THEN"
            f" REASSIGN OWNED BY {role} TO CURRENT_USER; DROP OWNED BY {role}; END IF;"
            f" EXCEPTION WHEN insufficient_privilege THEN RAISE WARNING 'the rights of {role} stay: %', SQLERRM;"
            " END $$"
        )
