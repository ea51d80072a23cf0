-- score: the scores of a batch on the shown range.
-- in:  node_score; node; standing; band; shown
-- out: one row per assessment and node, in order: exact (unrounded), score (hundredths, half away from zero), level
--      (banded before rounding; a millionth is forgiven, so that a sum of thirds meets its bound), staged, reason,
--      tally and fails. SCORING.md rules 8, 9.
with placed as (
    select
        node_score.*,
        minimum * 1e9 + x * (maximum - minimum) as billionths,
        floor((billionths + 1e3) / 1e6)::integer as thousandths
    from node_score, shown
)
select
    placed.assessment, placed.node, billionths / 1e9 as exact, round(billionths / 1e7)::smallint as score,
    band.level, if(node.has_core and x is not null, standing.staged, null) as staged,
    placed.reason, placed.tally, placed.fails
from placed
join node using (node)
join standing using (fails)
left join band using (thousandths)
order by placed.assessment, placed.node;
