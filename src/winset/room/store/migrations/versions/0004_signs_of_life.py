"""Signs of life of the servers that have analyses under way."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Give each job a last sign of life; for those there are, when they were asked for."""
    op.add_column("job", sa.Column("alive", sa.String(27), nullable=True))
    op.execute(sa.text("UPDATE job SET alive = asked"))
    with op.batch_alter_table("job") as table:
        table.alter_column("alive", existing_type=sa.String(27), nullable=False)


def downgrade() -> None:
    """Nobody goes back: see the first step."""
    raise NotImplementedError("a record is never dropped")
