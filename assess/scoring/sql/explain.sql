-- explain: how each question of each assessment entered its node.
-- in:  sheet; meaning; question_part; node_score; node; shown
-- out: one row per assessment and scored question, in order: position, code, node, x in [0, 1] or null, weight,
--      share of the weight that counts in the node (its questions and the nodes below it), gain on the shown range
--      (x * share * range), excluded, fails
with given as (
    select assessment, unnest(answers) as answer
    from sheet
),
part as (
    select assessment, node, weight_counted
    from question_part
    union all
    select assessment, parent, weight
    from node_score
    join node using (node)
    where x is not null
),
counted as (
    select assessment, node, sum(weight_counted) as weight
    from part
    group by assessment, node
)
select
    given.assessment, meaning.position, meaning.code, meaning.node,
    meaning.x / 1e9 as x, meaning.weight / 1e3 as weight,
    coalesce(meaning.weight_counted / nullif(counted.weight, 0), 0) as share,
    coalesce(meaning.gained / 1e9 / nullif(counted.weight, 0), 0) * (shown.maximum - shown.minimum) as gain,
    meaning.excluded, meaning.fails
from given
join meaning using (answer)
join counted using (assessment, node)
cross join shown
order by given.assessment, meaning.position;
