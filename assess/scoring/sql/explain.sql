-- explain: how each question of each assessment entered its node.
-- in:  given(assessment, answer): the number of every answer; meaning; node_score; shown
-- out: one row per assessment and scored question, in order: position, code, node, x in [0, 1] or null, weight,
--      share of the weight that counts in the node (its questions and the nodes below it), gain on the shown range
--      (x * share * range), excluded, fails
select
    given.assessment, meaning.position, meaning.code, meaning.node,
    meaning.x / 1e9 as x, meaning.weight / 1e3 as weight,
    coalesce(meaning.weight_counted / nullif(counted, 0), 0) as share,
    coalesce(meaning.gained / 1e9 / nullif(counted, 0), 0) * (maximum - minimum) as gain,
    meaning.excluded, meaning.fails
from given
join meaning using (answer)
join node_score using (assessment, node)
cross join shown
order by given.assessment, meaning.position;
