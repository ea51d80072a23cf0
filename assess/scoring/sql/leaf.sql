-- leaf: scores every node that is one strip of questions and a mean, points or gated, for one that is just weighed; adds up
--      the strips of the other nodes.
-- in:  sheet (scoring.score lays it out): one row per assessment and strip; for each of the eight places what the
--      answer there means (gained, weights, tally, missed of meaning.sql), 0 where the strip is shorter; strip;
--      $minimum, $span of the shown range; $top_rung
-- out: one row per assessment and strip, in any order: exact (the unrounded score), score (hundredths, half away
--      from zero), thousandths (how far into the shown range, for its level; three billionths of the range
--      is forgiven, so that a sum of thirds meets its bound), all null where there is no score, and then the reason; tally, missed; and what
--      the row brings to the node above: gained_above, weights_above. site/docs/method.md
with added as (
    select
        assessment, strip,
        gained_1 + gained_2 + gained_3 + gained_4 + gained_5 + gained_6 + gained_7 + gained_8 as gained,
        weights_1 + weights_2 + weights_3 + weights_4 + weights_5 + weights_6 + weights_7 + weights_8 as weights,
        tally_1 + tally_2 + tally_3 + tally_4 + tally_5 + tally_6 + tally_7 + tally_8 as tally,
        missed_1 | missed_2 | missed_3 | missed_4 | missed_5 | missed_6 | missed_7 | missed_8 as missed
    from sheet
),
judged as (
    select
        assessment, strip, gained, weights, tally, missed, weights >> 21 & 2097151 as counted,
        strip, is_node, weight, gated,
        reason_of(
            false, weights >> 42, counted, weights & 2097151, tally, min_answered, min_questions, max_not_applicable
        ) as reason
    from added
    join strip using (strip)
),
scored as (
    select
        assessment, strip, is_node, reason, tally, missed, gained, weights, weight,
        case when reason = 0 then round(if(gated, place_of(missed, $top_rung), gained / counted)) end as x
    from judged
)
select
    assessment, strip,
    $minimum + x * $span / 1e9 as exact,
    round($minimum * 100 + (x + 3) * $span / 1e7)::integer as score,
    floor((x + 3) * $span / 1e6)::integer as thousandths,
    reason, tally, missed,
    if(is_node, coalesce(x, 0) * weight, gained) as gained_above,
    if(is_node, if(reason = 1, 0, weight << 42) + if(x is null, 0, weight << 21), weights) as weights_above
from scored;
