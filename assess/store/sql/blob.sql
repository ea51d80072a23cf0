-- blob: everything that is stored in compact form, to see whether it decodes.
-- in:  submission, save
-- out: kind ('answers', 'scores', 'change'), id, model (null for a change), blob
-- grain: one row per blob
select
    'answers' as kind,
    id,
    model,
    answers as blob
from submission
union all
select
    'scores' as kind,
    id,
    model,
    scores as blob
from submission
union all
select
    'change' as kind,
    draft as id,
    null as model,
    change as blob
from save
