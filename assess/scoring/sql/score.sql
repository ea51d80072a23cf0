-- score: the scores of a batch on the shown range.
-- in:  node_score; shown
-- out: one row per assessment and node, in any order (the caller puts them in place by the two numbers): exact
--      (unrounded), score (hundredths, half away from zero), level (banded before rounding; a millionth is forgiven, so
--      that a sum of thirds meets its bound), staged, reason, tally, and fails, the lowest level that misses a core
--      practice (255: none). SCORING.md rules 8, 9.
with placed as (
    select
        node_score.*, levels, bands,
        rung_of(missed) as rung,
        minimum * 1e9 + x * (maximum - minimum) as billionths,
        floor((billionths + 1e3 - minimum * 1e9) / 1e6)::integer as thousandths
    from node_score, shown
    where node is not null
)
select
    assessment, node, billionths / 1e9 as exact, round((billionths + 1e3) / 1e7)::smallint as score,
    bands[thousandths + 1] as level,
    if(has_core and x is not null, coalesce(levels[rung + 1], levels[-1]), null) as staged,
    reason, tally, coalesce(levels[rung + 2], 255) as fails
from placed;
