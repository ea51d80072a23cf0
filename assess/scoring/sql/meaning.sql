-- meaning: what every possible answer means for the score, worked out once per questionnaire.
-- in:  question(position, node, weight, reversed, unknown, not_applicable, unanswered); code(answer, position, code, value);
--      core(position, level, minimum)
-- out: one row per possible answer, numbered over the whole questionnaire: answer, node, position, code;
--      x in billionths of [0, 1], null when the answer does not count; weight of the question in thousandths;
--      gained = weight * x; weight_active, weight_counted, weight_na; tally, six counts packed into one number
--      (8 bits each, from the lowest: counted, unknown, not applicable, unanswered, blocking, asked; a questionnaire
--      has at most 250 questions), because a group by pays for every aggregate; fails = the lowest level whose core
--      practice the answer misses, 255 if none; and `excluded`, why it does not count, for explanations.
-- SCORING.md rules 1, 2, 5, 8.
create or replace table meaning as
with bound as (
    select position, min(value) as worst, max(value) as best
    from code
    where value is not null
    group by position
),
policed as (
    select
        code.answer, code.position, code.code, code.value, question.node, question.weight,
        case
            when code.code = 0 then if(question.unanswered = 'zero', 0, null)
            when code.code = 1 then if(question.unknown = 'zero', 0, null)
            when code.code = 2 then if(question.not_applicable = 'zero', 0, null)
            when code.code = 3 then null
            when question.reversed then round(1e9 * (best - value) / (best - worst))
            else round(1e9 * (value - worst) / (best - worst))
        end as x,
        code.code = 0 and question.unanswered = 'block' as blocking
    from code
    join bound using (position)
    join question using (position)
),
failed as (
    -- an unknown or unanswered core practice is not in place; one that does not apply is not asked for
    select policed.answer, min(core.level) as fails
    from policed
    join core using (position)
    where policed.code in (0, 1) or (policed.code >= 4 and policed.value < core.minimum)
    group by policed.answer
)
select
    policed.answer::usmallint as answer, policed.node, policed.position, policed.code,
    policed.x::double as x, policed.weight::double as weight,
    coalesce(policed.x * policed.weight, 0)::double as gained,
    if(policed.code = 3, 0, policed.weight)::double as weight_active,
    if(policed.x is null, 0, policed.weight)::double as weight_counted,
    if(policed.code = 2, policed.weight, 0)::double as weight_na,
    (
        if(policed.x is null, 0, 1)
        + if(policed.code = 1, 1::bigint << 8, 0)
        + if(policed.code = 2, 1::bigint << 16, 0)
        + if(policed.code = 0, 1::bigint << 24, 0)
        + if(policed.blocking, 1::bigint << 32, 0)
        + if(policed.code = 3, 0, 1::bigint << 40)
    )::double as tally,
    coalesce(failed.fails, 255)::utinyint as fails,
    if(policed.x is null, list_extract(['unanswered', 'unknown', 'not_applicable', 'inactive'], policed.code + 1), '') as excluded
from policed
left join failed using (answer)
order by policed.answer;
