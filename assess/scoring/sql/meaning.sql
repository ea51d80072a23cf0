-- meaning: what every possible answer means for the score, worked out once per questionnaire.
-- in:  question, code, curve, core of schema.sql
-- out: one row per possible answer, numbered over the whole questionnaire: answer, node, position, code;
--      x in billionths of [0, 1], null when the answer does not count; weight of the question in thousandths, and
--      weight_counted; `excluded`, why it does not count, for explanations; fails = the lowest level whose core practice
--      the answer misses, 255 if none. Then the four numbers that are added up, packed because every sum costs:
--      gained = weight * x (x itself where the least counts, 2e9 where it does not count; in a ladder the bit of the rung,
--      25 places higher for a no); weights, 21 bits each, from the lowest: not applicable, counted, active; tally, six counts of
--      8 bits each, from the lowest: counted, unknown, not applicable, unanswered, blocking, asked (a questionnaire has
--      at most 250 questions); missed, bit r set where a core practice of rung r is missed (to be or-ed).
-- site/docs/method.md.
create temp table meaning as
with bound as (
    select position, min(value) as worst, max(value) as best
    from code
    where code >= 4
    group by position
),
curved as (
    select
        code.answer, from_share + (value - from_value) * (to_share - from_share) / (to_value - from_value) as share
    from code
    join curve on code.position = curve.position and value >= from_value and value < to_value
),
policed as (
    select
        code.answer, code.position, code.code, code.value, question.* exclude (position),
        case
            when code.code = 0 then if(question.unanswered = 'zero', 0, null)
            when code.code = 1 then if(question.unknown = 'zero', 0, null)
            when code.code = 2 then if(question.not_applicable = 'zero', 0, null)
            when code.code = 3 then null
            when share is not null then round(1e9 * share)
            when question.reversed then round(1e9 * (best - value) / (best - worst))
            else round(1e9 * (value - worst) / (best - worst))
        end as x,
        code.code = 0 and question.unanswered = 'block' as blocking
    from code
    join bound using (position)
    join question using (position)
    left join curved using (answer)
),
failed as (
    -- an unknown or unanswered core practice is not in place; one that does not apply is not asked for
    select policed.answer, min(core.level) as fails, bit_or(1 << core.rung) as missed
    from policed
    join core using (position)
    where policed.code in (0, 1) or (policed.code >= 4 and policed.value < core.minimum)
    group by policed.answer
),
weighed as (
    select
        *,
        if(code = 3, 0, weight)::bigint as weight_active,
        if(x is null, 0, weight)::bigint as weight_counted,
        if(code = 2, weight, 0)::bigint as weight_na
    from policed
)
select
    weighed.answer, weighed.node, weighed.position, weighed.code, weighed.x::double as x, weighed.weight,
    weighed.weight_counted,
    if(weighed.x is null, list_extract(['unanswered', 'unknown', 'not_applicable', 'inactive'], weighed.code + 1), '') as excluded,
    coalesce(failed.fails, 255)::utinyint as fails,
    case
        when weighed.rollup = 'min' then if(weighed.weight = 0, 2e9, coalesce(weighed.x, 2e9))
        -- open or unknown is not in place, as for a core practice; what does not apply is neither yes nor no
        when weighed.rollup = 'ladder' and weighed.code in (0, 1) then weighed.rung << 25
        when weighed.rollup = 'ladder' and weighed.x is null then 0
        when weighed.rollup = 'ladder' then if(weighed.x + 3 >= weighed.climbs_from, weighed.rung, weighed.rung << 25)
        else coalesce(weighed.x * weighed.weight, 0)
    end::bigint as gained,
    (weighed.weight_active << 42) + (weighed.weight_counted << 21) + weighed.weight_na as weights,
    (
        if(weighed.x is null, 0, 1)
        + if(weighed.code = 1, 1::bigint << 8, 0)
        + if(weighed.code = 2, 1::bigint << 16, 0)
        + if(weighed.code = 0, 1::bigint << 24, 0)
        + if(weighed.blocking, 1::bigint << 32, 0)
        + if(weighed.code = 3, 0, 1::bigint << 40)
    ) as tally,
    coalesce(failed.missed, 0)::usmallint as missed
from weighed
left join failed using (answer)
order by weighed.answer;
