-- explain_node: how each node of each assessment entered the node above it.
-- in:  node_score; node; shown
-- out: one row per assessment and node but the topmost, in order: node, parent, score (hundredths or null), weight, share of
--      the weight that counts in the parent, gain on the shown range (x * share * range)
with part as (
    select node_score.assessment, node.node, node.parent, x, node.weight, if(x is null, 0, node.weight) as counted
    from node_score
    join node using (node)
    where node.parent is not null
),
shared as (
    select *, coalesce(counted / nullif(sum(counted) over (partition by assessment, parent), 0), 0) as share
    from part
)
select
    assessment, node, parent,
    round((minimum * 1e9 + x * (maximum - minimum)) / 1e7)::integer as score,
    weight / 1e3 as weight, share, coalesce(x / 1e9 * share * (maximum - minimum), 0) as gain
from shared
cross join shown
order by assessment, node;
