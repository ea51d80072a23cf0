-- leaf: scores every node that is one strip of questions, and adds up the strips of the other nodes.
-- in:  sheet (as scoring.score lays it out): one row per assessment and strip; for each of the eight places what the
--      answer there means (gained, weights, tally, missed of meaning.sql), 0 where the strip is shorter; strip
-- out: appends to node_score, one row per assessment and strip
-- SCORING.md rules 3, 7, 8
insert into node_score
with added as (
    select
        assessment, strip,
        gained_1 + gained_2 + gained_3 + gained_4 + gained_5 + gained_6 + gained_7 + gained_8 as gained,
        weights_1 + weights_2 + weights_3 + weights_4 + weights_5 + weights_6 + weights_7 + weights_8 as weights,
        tally_1 + tally_2 + tally_3 + tally_4 + tally_5 + tally_6 + tally_7 + tally_8 as tally,
        missed_1 | missed_2 | missed_3 | missed_4 | missed_5 | missed_6 | missed_7 | missed_8 as missed
    from sheet
),
unpacked as (
    select
        *, (weights >> 42)::double as active, (weights >> 21 & 2097151)::double as counted, (weights & 2097151)::double as na
    from added
),
judged as (
    select
        unpacked.*, strip.* exclude (strip),
        reason_of(rollup, active, counted, na, tally, min_answered, min_questions, max_not_applicable) as reason,
        case when reason = 0 then round(if(rollup = 'gated', 1e9 * least(rung_of(missed) / top_rung, 1), gained / counted)) end as x
    from unpacked
    join strip using (strip)
)
select
    assessment, node, x, reason, counted, tally, missed, has_core, parent, parent_depth,
    if(node is null, gained, coalesce(x, 0) * weight) as gained_above,
    if(node is null, active, if(reason = 1, 0, weight)) as active_above,
    if(node is null, counted, if(x is null, 0, weight)) as counted_above,
    if(node is null, na, 0) as na_above
from judged;
